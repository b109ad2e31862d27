"""Wrong implementations of `build_vocabulary`, as students write them."""

import unicodedata
from collections import Counter

from autograder.course.misconception import misconception


@misconception(
    "documents-counted",
    fails={"test_slide_documents", "test_threshold", "test_whole_corpus"},
    fr=(
        "Vous comptez les documents qui contiennent le mot. Ce nombre servira à l'idf ; ici, "
        "`min_count` porte sur les occurrences : trois fois dans un seul document font trois."
    ),
    en=(
        "You count the documents that hold the word. That number will serve for idf; here "
        "`min_count` is about occurrences: three times in a single document make three."
    ),
)
def build_vocabulary(documents, min_count):
    """Count each word once per document."""
    counts = Counter(word for document in documents for word in set(document))
    return sorted(word for word, count in counts.items() if count >= min_count)


@misconception(
    "threshold-in-each-document",
    fails={
        "test_slide_documents",
        "test_threshold",
        "test_whole_corpus",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous cherchez les mots qui atteignent le seuil dans l'un des documents. Un mot présent "
        "une fois dans chacun n'y arrive jamais, alors qu'il est fréquent. Comptez d'abord sur "
        "tout le corpus, comparez ensuite."
    ),
    en=(
        "You look for words that reach the threshold in one of the documents. A word that stands "
        "once in each never does, although it is frequent. Count over the whole corpus first, "
        "compare afterwards."
    ),
)
def build_vocabulary(documents, min_count):
    """Compare within each document."""
    words = {w for document in documents for w in document if document.count(w) >= min_count}
    return sorted(words)


@misconception(
    "threshold-excluded",
    fails={
        "test_slide_documents",
        "test_order",
        "test_each_word_once",
        "test_threshold",
        "test_whole_corpus",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne gardez que les mots présents plus de `min_count` fois. « Au moins » comprend "
        "l'égalité : avec un seuil de 1, tous les mots restent."
    ),
    en=(
        "You only keep words that occur more than `min_count` times. “At least” includes equality: "
        "with a threshold of 1, all words stay."
    ),
)
def build_vocabulary(documents, min_count):
    """Compare strictly."""
    counts = Counter(word for document in documents for word in document)
    return sorted(word for word, count in counts.items() if count > min_count)


@misconception(
    "threshold-forgotten",
    fails={
        "test_slide_documents",
        "test_threshold",
        "test_whole_corpus",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre vocabulaire contient tous les mots : `min_count` ne sert à rien. Le seuil écarte "
        "les mots trop rares pour que l'on apprenne quoi que ce soit d'eux, fautes de frappe en "
        "tête."
    ),
    en=(
        "Your vocabulary holds all words: `min_count` is of no use. The threshold sets aside words "
        "that are too rare for anything to be learnt from them, typing errors first."
    ),
)
def build_vocabulary(documents, min_count):
    """Keep all words."""
    return sorted({word for document in documents for word in document})


@misconception(
    "order-of-appearance",
    fails={
        "test_slide_documents",
        "test_order",
        "test_each_word_once",
        "test_threshold",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos mots sont dans l'ordre où le corpus les présente. Changez l'ordre des documents, et "
        "toutes les colonnes des matrices changent de sens. Triés, ils ne dépendent que de "
        "l'ensemble des mots."
    ),
    en=(
        "Your words are in the order in which the corpus shows them. Change the order of the "
        "documents, and all columns of the matrices change their meaning. Sorted, they only depend "
        "on the set of words."
    ),
)
def build_vocabulary(documents, min_count):
    """Leave the words as they were met."""
    counts = Counter(word for document in documents for word in document)
    return [word for word, count in counts.items() if count >= min_count]


@misconception(
    "sorted-by-frequency",
    fails={
        "test_slide_documents",
        "test_order",
        "test_each_word_once",
        "test_threshold",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous rangez les mots du plus fréquent au plus rare. D'autres outils le font, mais le "
        "contrat demande l'ordre de `sorted`, qui ne change pas quand les fréquences changent."
    ),
    en=(
        "You put the words from the most frequent to the rarest. Other tools do, but the contract "
        "asks for the order of `sorted`, which does not change when frequencies do."
    ),
)
def build_vocabulary(documents, min_count):
    """Take the most common words first."""
    counts = Counter(word for document in documents for word in document)
    return [word for word, count in counts.most_common() if count >= min_count]


@misconception(
    "words-repeated",
    fails={
        "test_slide_documents",
        "test_order",
        "test_each_word_once",
        "test_threshold",
        "test_whole_corpus",
        "test_arguments_unchanged",
    },
    fr=(
        "Un mot figure dans votre vocabulaire autant de fois que dans le corpus. Il aurait alors "
        "plusieurs colonnes dans les matrices. Un vocabulaire est fait de mots différents."
    ),
    en=(
        "A word stands in your vocabulary as often as in the corpus. It would then have several "
        "columns in the matrices. A vocabulary is made of different words."
    ),
)
def build_vocabulary(documents, min_count):
    """Sort all words that are frequent enough."""
    words = [word for document in documents for word in document]
    return sorted(word for word in words if words.count(word) >= min_count)


@misconception(
    "dictionary-order",
    fails={
        "test_slide_documents",
        "test_order",
        "test_each_word_once",
        "test_threshold",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous triez comme un dictionnaire français, « école » entre « bateau » et « île ». C'est "
        "plus agréable à lire, et c'est l'ordre des diapositives, mais le contrat demande celui de "
        "`sorted`, par numéro de caractère : les lettres accentuées viennent après z."
    ),
    en=(
        "You sort like a French dictionary, “école” between “bateau” and “île”. It reads better, "
        "and it is the order of the slides, but the contract asks for that of `sorted`, by the "
        "number of the character: accented letters come after z."
    ),
)
def build_vocabulary(documents, min_count):
    """Sort without accents or capitals."""
    counts = Counter(word for document in documents for word in document)
    words = [word for word, count in counts.items() if count >= min_count]
    return sorted(words, key=lambda word: (unicodedata.normalize("NFD", word.lower())[0], word))


@misconception(
    "first-document-grows",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vous ajoutez tous les documents au premier : `+=` modifie la liste elle-même, donc celle "
        "de l'appelant. Son premier document contient maintenant tout le corpus, et un second "
        "appel compte ces mots deux fois."
    ),
    en=(
        "You add all documents to the first one: `+=` modifies the list itself, and so the "
        "caller's. Its first document now holds the whole corpus, and a second call counts these "
        "words twice."
    ),
)
def build_vocabulary(documents, min_count):
    """Put all words into the first list."""
    words = documents[0]
    for document in documents[1:]:
        words += document
    return sorted({word for word in words if words.count(word) >= min_count})
