"""Wrong implementations of `greedy_decode`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "decoder-sees-last-token-only",
    fails={
        "test_best_token_after_all_others",
        "test_text_ends",
        "test_longest_text",
        "test_negative_scores",
        "test_start_is_also_the_end",
        "test_types",
    },
    fr=(
        "Vous ne donnez à `step` que le dernier jeton. Le décodeur relit pourtant tout ce qu'il a "
        "déjà écrit, premier jeton compris. Dans l'exemple du cours, les scores ne dépendent que "
        "du dernier mot : cela ne s'y voit pas."
    ),
    en=(
        "You only give `step` the last token. But the decoder reads again all that it has written, "
        "the first token included. In the example of the lesson scores depend on the last word "
        "only: it does not show there."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Forget what came before."""
    tokens = [start]
    while len(tokens) < max_length:
        tokens.append(int(step(tokens[-1:]).argmax()))
        if tokens[-1] == end:
            break
    return tokens


@misconception(
    "decoder-never-stops",
    fails={"test_by_hand", "test_text_ends", "test_start_is_also_the_end", "test_types"},
    fr=(
        "Vous continuez après le jeton de fin, jusqu'à la longueur maximale. Ce que le modèle "
        "écrit après la fin n'a pas de sens : il ne l'a jamais appris."
    ),
    en=(
        "You go on after the end token, up to the maximal length. What the model writes after the "
        "end makes no sense: it has never learned to."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Fill the list in any case."""
    tokens = [start]
    while len(tokens) < max_length:
        tokens.append(int(step(tokens).argmax()))
    return tokens


@misconception(
    "end-token-left-out",
    fails={
        "test_by_hand",
        "test_text_ends",
        "test_longest_text",
        "test_start_is_also_the_end",
        "test_types",
    },
    fr=(
        "Vous vous arrêtez avant d'ajouter le jeton de fin. Le contrat le demande dans la liste : "
        "sans lui, on ne sait plus si la phrase est finie ou coupée."
    ),
    en=(
        "You stop before adding the end token. The contract asks for it in the list: without it, "
        "one no longer knows whether the sentence is finished or cut."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Stop one token early."""
    tokens = [start]
    while len(tokens) < max_length:
        best = int(step(tokens).argmax())
        if best == end:
            break
        tokens.append(best)
    return tokens


@misconception(
    "start-token-left-out",
    fails={
        "test_by_hand",
        "test_best_token_after_all_others",
        "test_text_ends",
        "test_longest_text",
        "test_negative_scores",
        "test_start_is_also_the_end",
        "test_types",
    },
    fr=(
        "Votre liste commence au premier jeton écrit : le jeton de départ manque. Le contrat le "
        "garde en tête du résultat, et il compte dans la longueur."
    ),
    en=(
        "Your list begins at the first token that was written: the start token is missing. The "
        "contract keeps it at the head of the result, and it counts in the length."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Drop the first token at the end."""
    tokens = [start]
    while len(tokens) < max_length:
        tokens.append(int(step(tokens).argmax()))
        if tokens[-1] == end:
            break
    return tokens[1:]


@misconception(
    "start-token-not-counted",
    fails={
        "test_by_hand",
        "test_best_token_after_all_others",
        "test_longest_text",
        "test_negative_scores",
    },
    fr=(
        "Vous écrivez `max_length` jetons en plus du premier : la liste en a un de trop. La "
        "longueur maximale est celle de toute la liste, jetons de départ et de fin compris."
    ),
    en=(
        "You write `max_length` tokens in addition to the first: the list has one too many. The "
        "maximal length is that of the whole list, start and end tokens included."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Write max_length new tokens."""
    tokens = [start]
    for _ in range(max_length):
        tokens.append(int(step(tokens).argmax()))
        if tokens[-1] == end:
            break
    return tokens


@misconception(
    "end-token-forced",
    fails={
        "test_by_hand",
        "test_best_token_after_all_others",
        "test_longest_text",
        "test_negative_scores",
    },
    fr=(
        "Quand la place manque, vous écrivez vous-même un jeton de fin. Le modèle n'a pas fini sa "
        "phrase : une liste sans jeton de fin est justement ce qui dit qu'elle a été coupée."
    ),
    en=(
        "When room runs out you write an end token yourself. The model has not finished its "
        "sentence: a list without an end token is precisely what says that it was cut."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Close every text."""
    tokens = [start]
    while len(tokens) < max_length:
        best = int(step(tokens).argmax())
        tokens.append(best if len(tokens) < max_length - 1 else end)
        if tokens[-1] == end:
            break
    return tokens


@misconception(
    "stops-at-its-first-token",
    fails={"test_start_is_also_the_end"},
    fr=(
        "Vous testez le jeton de fin avant d'avoir écrit quoi que ce soit. Si le même jeton ouvre "
        "et ferme le texte, comme dans plusieurs modèles, le vôtre n'écrit jamais rien. Seul un "
        "jeton écrit peut arrêter le texte."
    ),
    en=(
        "You test for the end token before anything was written. If the same token opens and "
        "closes the text, as in several models, yours never writes anything. Only a token that was "
        "written can stop the text."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Test the last token at the head of the loop."""
    tokens = [start]
    while tokens[-1] != end and len(tokens) < max_length:
        tokens.append(int(step(tokens).argmax()))
    return tokens


@misconception(
    "best-score-starts-at-zero",
    fails={"test_negative_scores"},
    fr=(
        "Votre recherche du maximum part d'un meilleur score de 0. Si tous les scores sont "
        "négatifs, ce que sont les logarithmes de probabilités, rien ne le dépasse et vous gardez "
        "toujours le jeton 0. Partez de la première valeur, ou laissez PyTorch chercher."
    ),
    en=(
        "Your search for the maximum starts from a best score of 0. If all scores are negative, as "
        "logarithms of probabilities are, nothing exceeds it and you always keep token 0. Start "
        "from the first value, or let PyTorch search."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Search the maximum by hand."""
    tokens = [start]
    while len(tokens) < max_length:
        best, best_score = 0, 0.0
        for token, score in enumerate(step(tokens)):
            if score > best_score:
                best, best_score = token, score
        tokens.append(best)
        if best == end:
            break
    return tokens


@misconception(
    "token-drawn-at-random",
    fails={
        "test_by_hand",
        "test_best_token_after_all_others",
        "test_text_ends",
        "test_longest_text",
        "test_negative_scores",
        "test_start_is_also_the_end",
        "test_types",
    },
    fr=(
        "Vous tirez le jeton au sort selon le softmax des scores. C'est une autre façon de "
        "décoder, qui ne rend pas deux fois le même texte. Le décodage glouton prend toujours le "
        "mieux noté."
    ),
    en=(
        "You draw the token at random according to the softmax of the scores. That is another way "
        "to decode, which does not give the same text twice. Greedy decoding always takes the best "
        "scored one."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Sample instead of taking the best."""
    tokens = [start]
    while len(tokens) < max_length:
        tokens.append(int(torch.multinomial(torch.softmax(step(tokens), dim=0), 1)))
        if tokens[-1] == end:
            break
    return tokens


@misconception(
    "tokens-left-as-tensors",
    fails={"test_types"},
    fr=(
        "Vos jetons sont les bons, mais ce sont encore des tenseurs : `argmax` en renvoie un, sans "
        "dimension. Le contrat demande des entiers de Python, qui servent d'indices et de clés."
    ),
    en=(
        "Your tokens are the right ones, but they are still tensors: `argmax` returns one, without "
        "dimensions. The contract asks for Python ints, which serve as indices and keys."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Append what argmax returns."""
    tokens = [start]
    while len(tokens) < max_length:
        best = step(tokens).argmax()
        tokens.append(best)
        if best == end:
            break
    return tokens


@misconception(
    "step-given-a-tensor",
    fails={"test_types"},
    fr=(
        "Vos jetons sont les bons, mais vous transformez la liste en tenseur avant de la donner à "
        "`step`. Bien des modèles veulent en effet un tenseur ; ici, c'est l'affaire de `step`, à "
        "qui le contrat promet une liste : une fonction qui compterait sur elle échouerait."
    ),
    en=(
        "Your tokens are the right ones, but you turn the list into a tensor before you give it to "
        "`step`. Many models do want a tensor; here that is the business of `step`, to which the "
        "contract promises a list: a function that relied on it would fail."
    ),
)
def greedy_decode(step, start, end, max_length):
    """Call step as one calls a model."""
    tokens = [start]
    while len(tokens) < max_length:
        tokens.append(int(step(torch.tensor(tokens)).argmax()))
        if tokens[-1] == end:
            break
    return tokens
