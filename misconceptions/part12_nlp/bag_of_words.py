"""Wrong implementations of `bag_of_words`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "presence-only",
    fails={
        "test_slide_documents",
        "test_counts",
        "test_single_document",
        "test_outside_words",
        "test_unused_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vous notez si le mot est présent, pas combien de fois. La diapositive ne montre que des 0 "
        "et des 1 parce que son exemple n'a pas de répétition ; un sac de mots compte : « être » "
        "deux fois dans un document y vaut 2."
    ),
    en=(
        "You note whether the word is there, not how often. The slide only shows 0s and 1s because "
        "its example has no repetition; a bag of words counts: “être” twice in a document makes 2."
    ),
)
def bag_of_words(documents, vocabulary):
    """Put 1 where the word occurs."""
    return np.array([[float(word in d) for word in vocabulary] for d in documents])


@misconception(
    "documents-in-columns",
    fails={
        "test_slide_documents",
        "test_counts",
        "test_single_document",
        "test_outside_words",
        "test_unused_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vos documents sont en colonnes, comme sur la diapositive. Dans tout le cours, un exemple "
        "est une ligne : la ligne i est le document i, la colonne j le mot j du vocabulaire."
    ),
    en=(
        "Your documents are in columns, as on the slide. In the whole course an example is a row: "
        "row i is document i, column j is word j of the vocabulary."
    ),
)
def bag_of_words(documents, vocabulary):
    """Lay the table out as on the slide."""
    return np.array([[float(d.count(word)) for d in documents] for word in vocabulary])


@misconception(
    "counted-in-a-string",
    fails={"test_whole_words"},
    fr=(
        "Vous recollez le document en une chaîne pour y compter. Une chaîne ne connaît pas les "
        "mots : « an » s'y trouve aussi dans « ananas ». Comptez dans la liste de mots."
    ),
    en=(
        "You glue the document into a string to count in it. A string knows no words: “an” is also "
        "found inside “ananas”. Count in the list of words."
    ),
)
def bag_of_words(documents, vocabulary):
    """Count pieces of text."""
    texts = [" ".join(document) for document in documents]
    return np.array([[float(text.count(word)) for word in vocabulary] for text in texts])


@misconception(
    "outside-words-in-the-last-column",
    fails={"test_outside_words"},
    fr=(
        "Les mots hors du vocabulaire reçoivent chez vous l'indice -1, et pour numpy -1 désigne la "
        "dernière colonne : ils s'y ajoutent tous, sans la moindre erreur à l'écran. Un mot sans "
        "colonne ne se compte nulle part."
    ),
    en=(
        "Words outside the vocabulary get the index -1 in your code, and to numpy -1 is the last "
        "column: they are all added there, without any error on the screen. A word without a "
        "column is counted nowhere."
    ),
)
def bag_of_words(documents, vocabulary):
    """Give unknown words the index -1."""
    column = {word: j for j, word in enumerate(vocabulary)}
    counts = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            counts[i, column.get(word, -1)] += 1
    return counts


@misconception(
    "outside-words-raise",
    fails={"test_outside_words"},
    fr=(
        "Votre fonction s'arrête au premier mot qui n'est pas dans le vocabulaire. Il y en aura "
        "toujours : mots trop rares, textes arrivés après coup. Ils n'ont pas de colonne, et rien "
        "d'autre ne leur arrive."
    ),
    en=(
        "Your function stops at the first word that is not in the vocabulary. There will always be "
        "some: words that are too rare, texts that came later. They have no column, and nothing "
        "else happens to them."
    ),
)
def bag_of_words(documents, vocabulary):
    """Suppose that every word has a column."""
    counts = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            counts[i, vocabulary.index(word)] += 1
    return counts


@misconception(
    "vocabulary-of-the-documents",
    fails={"test_outside_words", "test_unused_words"},
    fr=(
        "Vous n'utilisez pas le vocabulaire reçu : vous en refaites un avec les mots des "
        "documents. Deux corpus auraient alors des colonnes différentes, et un modèle appris sur "
        "l'un ne saurait pas lire l'autre."
    ),
    en=(
        "You do not use the vocabulary that you are given: you make one from the words of the "
        "documents. Two corpora would then have different columns, and a model learnt on one could "
        "not read the other."
    ),
)
def bag_of_words(documents, vocabulary):
    """Make a vocabulary of one's own."""
    words = sorted({word for document in documents for word in document})
    return np.array([[float(d.count(word)) for word in words] for d in documents])


@misconception(
    "one-row-for-all",
    fails={
        "test_slide_documents",
        "test_counts",
        "test_outside_words",
        "test_unused_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Toutes vos lignes sont la même liste : `[[0] * V] * n` en fait n copies du nom, pas du "
        "contenu. Ce que vous comptez dans un document s'ajoute à tous, et chaque ligne montre le "
        "total du corpus."
    ),
    en=(
        "All your rows are the same list: `[[0] * V] * n` makes n copies of the name, not of the "
        "content. What you count in one document is added to all, and each row shows the total of "
        "the corpus."
    ),
)
def bag_of_words(documents, vocabulary):
    """Multiply a list of lists."""
    counts = [[0.0] * len(vocabulary)] * len(documents)
    for i, document in enumerate(documents):
        for word in document:
            if word in vocabulary:
                counts[i][vocabulary.index(word)] += 1
    return np.array(counts)


@misconception(
    "whole-numbers",
    fails={
        "test_slide_documents",
        "test_counts",
        "test_single_document",
        "test_outside_words",
        "test_unused_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vos comptes sont justes, mais dans un tableau d'entiers. Le contrat demande `float64`, "
        "comme tout ce qui entre dans un modèle : un quotient rangé dans un tableau d'entiers y "
        "perdrait ses décimales."
    ),
    en=(
        "Your counts are right, but in an array of integers. The contract asks for `float64`, as "
        "for all that enters a model: a quotient put into an array of integers would lose its "
        "decimals."
    ),
)
def bag_of_words(documents, vocabulary):
    """Count in integers."""
    rows = [[d.count(word) for word in vocabulary] for d in documents]
    return np.array(rows, dtype=np.int64)


@misconception(
    "divided-by-the-length",
    fails={
        "test_slide_documents",
        "test_counts",
        "test_single_document",
        "test_outside_words",
        "test_unused_words",
        "test_empty_document",
        "test_whole_words",
    },
    fr=(
        "Vous divisez par la longueur du document : c'est la fréquence, que demande un exercice "
        "suivant. Le sac de mots garde les comptes entiers, tels quels."
    ),
    en=(
        "You divide by the length of the document: that is the frequency, which a later exercise "
        "asks for. The bag of words keeps the counts as they are."
    ),
)
def bag_of_words(documents, vocabulary):
    """Return shares instead of counts."""
    return np.array([[d.count(w) / max(len(d), 1) for w in vocabulary] for d in documents])
