"""Wrong implementations of `stem`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "first-suffix-of-the-list",
    fails={"test_longest_suffix", "test_nothing_to_remove"},
    fr=(
        "Vous retirez le premier suffixe de la liste qui convient. Le résultat dépend alors de "
        "l'ordre dans lequel on les a écrits : avec « s » avant « es », « chantes » garde son e. "
        "La règle demande le plus long."
    ),
    en=(
        "You remove the first suffix of the list that fits. The result then depends on the order "
        "in which they were written: with “s” before “es”, “chantes” keeps its e. The rule asks "
        "for the longest."
    ),
)
def stem(token, suffixes):
    """Try the suffixes as they come."""
    for suffix in suffixes:
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token[: -len(suffix)]
    return token


@misconception(
    "suffix-after-suffix",
    fails={"test_once"},
    fr=(
        "Après un premier suffixe, vous en retirez d'autres : un mot peut perdre toute sa fin, "
        "lettre après lettre, et des mots sans rapport se retrouver avec la même racine. La règle "
        "en retire un seul."
    ),
    en=(
        "After a first suffix you remove more: a word may lose its whole ending, letter after "
        "letter, and unrelated words end up with the same stem. The rule removes a single one."
    ),
)
def stem(token, suffixes):
    """Go on as long as there is a suffix."""
    changed = True
    while changed:
        changed = False
        for suffix in sorted(suffixes, key=len, reverse=True):
            if token.endswith(suffix) and len(token) - len(suffix) >= 3:
                token = token[: -len(suffix)]
                changed = True
                break
    return token


@misconception(
    "short-words-emptied",
    fails={"test_short_words", "test_shorter_suffix"},
    fr=(
        "Vous retirez le suffixe quelle que soit la longueur du mot : « mes » se réduit à « m », "
        "et « es » à rien du tout. Il doit rester au moins trois lettres, sans quoi le suffixe ne "
        "compte pas."
    ),
    en=(
        "You remove the suffix whatever the length of the word: “mes” comes down to “m”, and “es” "
        "to nothing at all. At least three letters must be left, or else the suffix does not "
        "count."
    ),
)
def stem(token, suffixes):
    """Forget the minimal length."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix):
            return token[: -len(suffix)]
    return token


@misconception(
    "more-than-three-letters",
    fails={"test_short_words"},
    fr=(
        "Vous exigez qu'il reste plus de trois lettres. Trois suffisent : « murs » donne « mur ». "
        "Entre « au moins » et « plus de », il y a l'égalité."
    ),
    en=(
        "You require more than three letters to be left. Three are enough: “murs” gives “mur”. "
        "Between “at least” and “more than” lies equality."
    ),
)
def stem(token, suffixes):
    """Compare strictly."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix) and len(token) - len(suffix) > 3:
            return token[: -len(suffix)]
    return token


@misconception(
    "longest-suffix-or-nothing",
    fails={"test_shorter_suffix"},
    fr=(
        "Vous choisissez d'abord le suffixe le plus long, puis vous abandonnez s'il laisse trop "
        "peu de lettres. Un plus court peut encore convenir : « rues » ne peut pas perdre « es », "
        "mais peut perdre « s ». Les deux conditions se vérifient ensemble, pour chaque suffixe."
    ),
    en=(
        "You choose the longest suffix first, then give up if it leaves too few letters. A shorter "
        "one may still fit: “rues” cannot lose “es”, but can lose “s”. Both conditions are checked "
        "together, for each suffix."
    ),
)
def stem(token, suffixes):
    """Choose by length alone, then check what is left."""
    found = [suffix for suffix in suffixes if token.endswith(suffix)]
    longest = max(found, key=len, default="")
    if longest and len(token) - len(longest) >= 3:
        return token[: -len(longest)]
    return token


@misconception(
    "letters-instead-of-suffix",
    fails={"test_once", "test_end_only"},
    fr=(
        "`rstrip` ne retire pas un suffixe, mais toutes les lettres de la fin qui y figurent, dans "
        "n'importe quel ordre et autant qu'il y en a : « princesses » perd cinq lettres au lieu de "
        "deux. Comparez la fin du mot au suffixe entier."
    ),
    en=(
        "`rstrip` does not remove a suffix, but all final letters that occur in it, in any order "
        "and as many as there are: “princesses” loses five letters instead of two. Compare the end "
        "of the word with the whole suffix."
    ),
)
def stem(token, suffixes):
    """Strip the letters of the suffix."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token.rstrip(suffix)
    return token


@misconception(
    "replaced-everywhere",
    fails={"test_once", "test_end_only"},
    fr=(
        "`replace` efface le suffixe partout, même au milieu du mot : « presses » perd aussi son "
        "premier « es ». Un suffixe n'en est un qu'à la fin."
    ),
    en=(
        "`replace` deletes the suffix everywhere, even in the middle of the word: “presses” loses "
        "its first “es” too. A suffix is one only at the end."
    ),
)
def stem(token, suffixes):
    """Delete the suffix wherever it stands."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token.replace(suffix, "")
    return token


@misconception(
    "suffixes-sorted-in-place",
    fails={"test_nothing_to_remove"},
    fr=(
        "Vos racines sont justes, mais `sort` change l'ordre de la liste que l'on vous a prêtée. "
        "Triez une copie, ou passez-vous de trier."
    ),
    en=(
        "Your stems are right, but `sort` changes the order of the list that was lent to you. Sort "
        "a copy, or do without sorting."
    ),
)
def stem(token, suffixes):
    """Sort the list that was given."""
    suffixes.sort(key=len, reverse=True)
    for suffix in suffixes:
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token[: -len(suffix)]
    return token


@misconception(
    "none-without-suffix",
    fails={"test_slide_words", "test_short_words", "test_nothing_to_remove"},
    fr=(
        "Si aucun suffixe ne convient, votre fonction arrive à sa fin sans rien renvoyer, "
        "c'est-à-dire `None`. Un mot sans terminaison est déjà sa racine."
    ),
    en=(
        "If no suffix fits, your function reaches its end without returning anything, that is, "
        "`None`. A word without an ending is already its stem."
    ),
)
def stem(token, suffixes):
    """Return only where a suffix was found."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if token.endswith(suffix) and len(token) - len(suffix) >= 3:
            return token[: -len(suffix)]
