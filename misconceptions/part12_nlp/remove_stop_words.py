"""Wrong implementations of `remove_stop_words`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "removed-from-the-list-itself",
    fails={"test_slide_sentence", "test_order_and_repetitions", "test_arguments_unchanged"},
    fr=(
        "Vous retirez des mots de la liste que vous êtes en train de parcourir. Après chaque "
        "retrait, la suite avance d'une place, et la boucle saute un mot : de deux mots vides qui "
        "se suivent, le second reste. De plus, la liste de celui qui vous appelle est changée. "
        "Construisez une nouvelle liste."
    ),
    en=(
        "You remove words from the very list that you are going through. After each removal what "
        "follows moves up by one place, and the loop skips a word: of two stop words in a row, the "
        "second stays. Besides, your caller's list is changed. Build a new list."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Remove in place."""
    for token in tokens:
        if token in stop_words:
            tokens.remove(token)
    return tokens


@misconception(
    "case-ignored",
    fails={"test_case"},
    fr=(
        "Vous passez en minuscules pour comparer. Le contrat compare les mots tels quels : mettre "
        "en minuscules est l'affaire de la normalisation, qui vient avant. Faite deux fois à deux "
        "endroits, une étape finit par l'être de deux façons."
    ),
    en=(
        "You go to lower case to compare. The contract compares words as they are: going to lower "
        "case is the business of normalisation, which comes before. A step that is done in two "
        "places ends up being done in two ways."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Compare in lower case."""
    return [token for token in tokens if token.lower() not in stop_words]


@misconception(
    "inside-the-joined-list",
    fails={"test_whole_words"},
    fr=(
        "Vous cherchez chaque mot dans une seule longue chaîne, où `in` trouve aussi des "
        "morceaux : « an » est dans « dans », donc « an » disparaît. Comparez des mots entiers : "
        "`in` sur une liste et `in` sur une chaîne ne posent pas la même question."
    ),
    en=(
        "You look for each word in one long string, where `in` also finds pieces: “an” is inside "
        "“dans”, so “an” disappears. Compare whole words: `in` on a list and `in` on a string do "
        "not ask the same question."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Look into a string."""
    joined = " ".join(stop_words)
    return [token for token in tokens if token not in joined]


@misconception(
    "words-containing-a-stop-word",
    fails={"test_slide_sentence", "test_whole_words"},
    fr=(
        "Vous retirez tout mot qui contient un mot vide quelque part : « lettre » contient « le », "
        "et « ouest » contient « est ». C'est l'égalité des mots entiers qui compte."
    ),
    en=(
        "You remove any word that holds a stop word somewhere: “lettre” holds “le”, and “ouest” "
        "holds “est”. What counts is equality of whole words."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Look for stop words inside the tokens."""
    return [token for token in tokens if not any(word in token for word in stop_words)]


@misconception(
    "difference-of-sets",
    fails={
        "test_slide_sentence",
        "test_order_and_repetitions",
        "test_whole_words",
        "test_case",
        "test_any_container",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous passez par des ensembles. Un ensemble n'a ni ordre ni répétitions : le texte perd sa "
        "suite, et un mot employé dix fois ne compte plus qu'une fois, ce qui faussera toutes les "
        "fréquences."
    ),
    en=(
        "You go through sets. A set has neither order nor repetitions: the text loses its "
        "sequence, and a word used ten times counts only once, which will spoil all frequencies."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Subtract two sets."""
    return sorted(set(tokens) - set(stop_words))


@misconception(
    "first-occurrence-only",
    fails={"test_slide_sentence", "test_order_and_repetitions"},
    fr=(
        "Chaque mot vide n'est retiré qu'une fois : `remove` s'arrête à la première occurrence. "
        "Dans la phrase des diapositives, « le » apparaît deux fois, et le second reste."
    ),
    en=(
        "Each stop word is removed only once: `remove` stops at the first occurrence. In the "
        "sentence of the slides “le” occurs twice, and the second one stays."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Remove each stop word from a copy."""
    words = list(tokens)
    for stop_word in stop_words:
        if stop_word in words:
            words.remove(stop_word)
    return words


@misconception(
    "stop-words-kept",
    fails={
        "test_slide_sentence",
        "test_order_and_repetitions",
        "test_whole_words",
        "test_case",
        "test_any_container",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous gardez les mots vides et retirez les autres : votre condition est à l'envers. Ce qui "
        "reste doit porter le sens du texte."
    ),
    en=(
        "You keep the stop words and remove the others: your condition is the wrong way round. "
        "What is left should carry the meaning of the text."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Keep what is in the list."""
    return [token for token in tokens if token in stop_words]


@misconception(
    "repetitions-dropped",
    fails={"test_order_and_repetitions"},
    fr=(
        "Votre ordre est bon, mais chaque mot n'apparaît plus qu'une fois. La liste est un texte, "
        "pas un vocabulaire : le nombre d'occurrences servira à l'exercice du sac de mots."
    ),
    en=(
        "Your order is right, but each word occurs only once. The list is a text, not a "
        "vocabulary: the number of occurrences will be needed for the bag of words."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Keep each word once."""
    return [token for token in dict.fromkeys(tokens) if token not in stop_words]


@misconception(
    "stop-words-by-index",
    fails={"test_any_container"},
    fr=(
        "Vous comptez sur les méthodes d'une liste. Un ensemble n'a pas `count`, et c'est pourtant "
        "le meilleur rangement pour des mots vides : il répond à `in` sans parcourir tous ses "
        "mots. N'employez que `in`."
    ),
    en=(
        "You rely on the methods of a list. A set has no `count`, and yet it is the best place for "
        "stop words: it answers `in` without going through all its words. Use nothing but `in`."
    ),
)
def remove_stop_words(tokens, stop_words):
    """Count each token in the list of stop words."""
    return [token for token in tokens if stop_words.count(token) == 0]
