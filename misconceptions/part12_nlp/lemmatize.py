"""Wrong implementations of `lemmatize`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "unknown-word-is-none",
    fails={
        "test_slide_words",
        "test_unknown_words",
        "test_whole_words",
        "test_case",
        "test_looked_up_once",
        "test_repetitions",
        "test_arguments_unchanged",
    },
    fr=(
        "Les mots absents du dictionnaire deviennent `None` : c'est ce que `get` renvoie quand on "
        "ne lui dit pas quoi faire. Un dictionnaire n'est jamais complet ; un mot inconnu reste "
        "lui-même."
    ),
    en=(
        "Words that are not in the dictionary become `None`: that is what `get` returns when it is "
        "not told what to do. No dictionary is ever complete; an unknown word stays itself."
    ),
)
def lemmatize(tokens, lemmas):
    """Ask the dictionary, without a default."""
    return [lemmas.get(token) for token in tokens]


@misconception(
    "unknown-word-raises",
    fails={
        "test_slide_words",
        "test_unknown_words",
        "test_whole_words",
        "test_case",
        "test_looked_up_once",
        "test_repetitions",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre fonction s'arrête sur une `KeyError` au premier mot que le dictionnaire n'a pas. "
        "Noms propres, fautes de frappe, mots nouveaux : un texte en contient toujours. Ils "
        "doivent traverser sans changer."
    ),
    en=(
        "Your function stops on a `KeyError` at the first word that the dictionary does not have. "
        "Proper nouns, typing errors, new words: a text always has some. They must go through "
        "unchanged."
    ),
)
def lemmatize(tokens, lemmas):
    """Suppose that the dictionary is complete."""
    return [lemmas[token] for token in tokens]


@misconception(
    "unknown-words-dropped",
    fails={
        "test_slide_words",
        "test_unknown_words",
        "test_whole_words",
        "test_case",
        "test_looked_up_once",
        "test_repetitions",
        "test_arguments_unchanged",
    },
    fr=(
        "Les mots absents du dictionnaire disparaissent du résultat. Ce sont souvent les plus "
        "parlants, noms propres et termes techniques ; et la longueur du document, dont dépendent "
        "les fréquences, est faussée."
    ),
    en=(
        "Words that are not in the dictionary disappear from the result. They are often the most "
        "telling ones, proper nouns and technical terms; and the length of the document, on which "
        "frequencies depend, is spoilt."
    ),
)
def lemmatize(tokens, lemmas):
    """Keep what the dictionary knows."""
    return [lemmas[token] for token in tokens if token in lemmas]


@misconception(
    "parts-of-words-replaced",
    fails={"test_whole_words"},
    fr=(
        "Vous remplacez des morceaux de mots : « portes » est aussi dans « emportes », qui n'a "
        "rien à voir avec une porte. Un lemme est celui d'un mot entier : cherchez le token dans "
        "le dictionnaire, et non le dictionnaire dans le token."
    ),
    en=(
        "You replace pieces of words: “portes” is also inside “emportes”, which has nothing to do "
        "with a door. A lemma is that of a whole word: look for the token in the dictionary, not "
        "for the dictionary in the token."
    ),
)
def lemmatize(tokens, lemmas):
    """Replace each form wherever it is found."""
    result = []
    for token in tokens:
        for form, lemma in lemmas.items():
            if form in token:
                token = token.replace(form, lemma)
                break
        result.append(token)
    return result


@misconception(
    "lemma-of-the-lemma",
    fails={"test_looked_up_once"},
    fr=(
        "Vous cherchez encore le lemme trouvé, jusqu'à ce qu'il n'y en ait plus : « portes » donne "
        "« porte », puis « porter », un verbe. Les deux lignes du dictionnaire ne parlent pas du "
        "même mot ; une seule recherche suffit."
    ),
    en=(
        "You look up again the lemma that you found, until there is none: “portes” gives “porte”, "
        "then “porter”, a verb. The two lines of the dictionary are not about the same word; one "
        "look is enough."
    ),
)
def lemmatize(tokens, lemmas):
    """Follow the dictionary to the end."""
    result = []
    for token in tokens:
        while token in lemmas:
            token = lemmas[token]
        result.append(token)
    return result


@misconception(
    "unknown-words-learnt",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos mots sont justes, mais `setdefault` ajoute les mots inconnus au dictionnaire que l'on "
        "vous a prêté. Il grossit à chaque texte, fautes de frappe comprises. Pour lire sans "
        "écrire, il y a une autre méthode."
    ),
    en=(
        "Your words are right, but `setdefault` adds the unknown words to the dictionary that was "
        "lent to you. It grows with each text, typing errors included. There is another method to "
        "read without writing."
    ),
)
def lemmatize(tokens, lemmas):
    """Write the unknown words down."""
    return [lemmas.setdefault(token, token) for token in tokens]


@misconception(
    "tokens-overwritten",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos mots sont justes, mais vous les écrivez dans la liste reçue : celui qui vous appelle "
        "a perdu son texte d'origine. Construisez une nouvelle liste."
    ),
    en=(
        "Your words are right, but you write them into the list that you received: your caller has "
        "lost the original text. Build a new list."
    ),
)
def lemmatize(tokens, lemmas):
    """Write into the list of tokens."""
    for i, token in enumerate(tokens):
        if token in lemmas:
            tokens[i] = lemmas[token]
    return tokens


@misconception(
    "dictionary-read-backwards",
    fails={
        "test_slide_words",
        "test_unknown_words",
        "test_whole_words",
        "test_case",
        "test_looked_up_once",
        "test_repetitions",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous lisez le dictionnaire à l'envers, du lemme vers la forme : « grand » devient "
        "« grands ». La clé est la forme que l'on rencontre dans le texte, la valeur est son "
        "lemme."
    ),
    en=(
        "You read the dictionary backwards, from lemma to form: “grand” becomes “grands”. The key "
        "is the form that is met in the text, the value is its lemma."
    ),
)
def lemmatize(tokens, lemmas):
    """Take the values for the keys."""
    forms = {lemma: form for form, lemma in lemmas.items()}
    return [forms.get(token, token) for token in tokens]


@misconception(
    "same-lemma-once",
    fails={"test_slide_words", "test_unknown_words", "test_repetitions"},
    fr=(
        "Vous ne gardez chaque lemme qu'une fois. Trois formes de « grand » sont trois occurrences "
        "du même mot : c'est justement pour pouvoir les compter ensemble que l'on lemmatise."
    ),
    en=(
        "You keep each lemma only once. Three forms of “grand” are three occurrences of the same "
        "word: one lemmatises precisely in order to count them together."
    ),
)
def lemmatize(tokens, lemmas):
    """Drop what has already been seen."""
    return list(dict.fromkeys(lemmas.get(token, token) for token in tokens))


@misconception(
    "lemma-in-lower-case",
    fails={"test_case"},
    fr=(
        "Vous passez le token en minuscules pour le chercher. Le contrat le cherche tel qu'il est "
        "écrit : la casse a été réglée par la normalisation, et un nom propre, comme « Portes », "
        "peut avoir son propre sens. Une étape ne refait pas le travail d'une autre."
    ),
    en=(
        "You turn the token into lower case to look it up. The contract looks it up as it is "
        "written: case was settled by normalisation, and a proper noun, such as “Portes”, may have "
        "a meaning of its own. One step does not do the work of another again."
    ),
)
def lemmatize(tokens, lemmas):
    """Look up in lower case."""
    return [lemmas.get(token.lower(), token) for token in tokens]
