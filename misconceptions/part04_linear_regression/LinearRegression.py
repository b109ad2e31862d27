"""Wrong implementations of `LinearRegression`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "gradients-not-cleared",
    fails={
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous n'effacez pas les gradients entre deux pas. `backward` ajoute à ce que `grad` "
        "contient déjà : dès le deuxième pas, vous suivez la somme de tous les gradients passés. "
        "Le premier pas, lui, est juste."
    ),
    en=(
        "You do not clear the gradients between two steps. `backward` adds to what `grad` already "
        "holds: from the second step on you follow the sum of all past gradients. The first step "
        "is right."
    ),
)
class LinearRegression(torch.nn.Module):
    """Let the gradients add up."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "predictions-kept-in-a-column",
    fails={
        "test_one_step",
        "test_parameters",
        "test_predictions",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos prédictions ont la forme (m, 1) et les cibles (m,). PyTorch accepte la soustraction "
        "et fabrique une matrice (m, m), où chaque prédiction est comparée à toutes les cibles : "
        "le modèle apprend leur moyenne. `forward` doit renvoyer la forme (m,)."
    ),
    en=(
        "Your predictions have the shape (m, 1) and the targets (m,). PyTorch accepts the "
        "subtraction and makes an (m, m) matrix, in which each prediction is compared with all "
        "targets: the model learns their mean. `forward` must return the shape (m,)."
    ),
)
class LinearRegression(torch.nn.Module):
    """Keep the dimension of the neuron."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight.T + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "mean-squared-error-as-cost",
    fails={
        "test_one_step",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre coût est l'erreur quadratique moyenne : il est deux fois trop grand, et les pas "
        "sont deux fois trop longs. `MSELoss` divise par m ; le coût de cette partie divise par "
        "2m."
    ),
    en=(
        "Your cost is the mean squared error: it is twice too large, and the steps are twice too "
        "long. `MSELoss` divides by m; the cost of this part divides by 2m."
    ),
)
class LinearRegression(torch.nn.Module):
    """Train on the mean squared error."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean()
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "bias-out-of-the-optimizer",
    fails={
        "test_one_step",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre biais garde sa valeur de départ : seuls les poids sont mis à jour. "
        "`self.parameters()` énumère les deux."
    ),
    en=(
        "Your bias keeps its initial value: only the weights are updated. `self.parameters()` "
        "lists both of them."
    ),
)
class LinearRegression(torch.nn.Module):
    """Hand only the weights to the optimizer."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD([self.weight], lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "fresh-start-at-each-fit",
    fails={"test_training", "test_history", "test_second_call", "test_small_cases"},
    fr=(
        "Vous remettez les paramètres à zéro au début de `fit`. Un second appel perd alors ce que "
        "le premier a appris, et des poids chargés sont oubliés. Le départ se fixe une fois, à la "
        "construction."
    ),
    en=(
        "You set the parameters back to zero at the beginning of `fit`. A second call then loses "
        "what the first one has learnt, and loaded weights are forgotten. The start is set once, "
        "in the constructor."
    ),
)
class LinearRegression(torch.nn.Module):
    """Set the parameters to zero when training starts."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        torch.nn.init.zeros_(self.weight)
        torch.nn.init.zeros_(self.bias)
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "random-start",
    fails={"test_one_step", "test_parameters", "test_second_call", "test_arguments_unchanged"},
    fr=(
        "Vos paramètres neufs sont tirés au hasard, comme ceux de `torch.nn.Linear`. Le contrat "
        "les veut nuls, pour que deux entraînements donnent le même résultat ; ici, le coût n'a "
        "qu'un minimum et zéro convient."
    ),
    en=(
        "Your new parameters are drawn at random, as those of `torch.nn.Linear` are. The contract "
        "wants zeros, so that two trainings give the same result; here the cost has a single "
        "minimum and zero will do."
    ),
)
class LinearRegression(torch.nn.Module):
    """Start as PyTorch's layer does."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        drawn = torch.nn.Linear(n_features, 1)
        self.weight, self.bias = drawn.weight, drawn.bias

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "plain-tensors-as-parameters",
    fails={
        "test_parameters",
        "test_predictions",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos poids sont de simples tenseurs. Le module ne les connaît pas : ni `parameters()`, ni "
        "`state_dict()`, ni `to(...)` ne les voient. Il faut en faire des `torch.nn.Parameter`."
    ),
    en=(
        "Your weights are plain tensors. The module does not know them: neither `parameters()` "
        "nor `state_dict()` nor `to(...)` sees them. They have to be made `torch.nn.Parameter`."
    ),
)
class LinearRegression(torch.nn.Module):
    """Forget `torch.nn.Parameter`."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.zeros(1, n_features, requires_grad=True)
        self.bias = torch.zeros(1, requires_grad=True)

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD([self.weight, self.bias], lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "parameters-inside-a-layer",
    fails={
        "test_one_step",
        "test_parameters",
        "test_predictions",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos paramètres sont ceux d'une couche rangée dans un attribut : leurs noms deviennent "
        "`linear.weight` et `linear.bias`. Le contrat les nomme `weight` et `bias`, sans préfixe."
    ),
    en=(
        "Your parameters are those of a layer kept in an attribute: their names become "
        "`linear.weight` and `linear.bias`. The contract names them `weight` and `bias`, without "
        "a prefix."
    ),
)
class LinearRegression(torch.nn.Module):
    """Keep a layer of PyTorch as an attribute."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.linear = torch.nn.Linear(n_features, 1)
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        """Return the predictions."""
        return self.linear(x)[:, 0]

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "updated-without-no-grad",
    fails={
        "test_one_step",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous modifiez les paramètres pendant que PyTorch enregistre les opérations : il refuse "
        "de changer sur place une feuille du graphe. La mise à jour ne se dérive pas ; placez-la "
        "sous `torch.no_grad()`."
    ),
    en=(
        "You modify the parameters while PyTorch is recording operations: it refuses to change a "
        "leaf of the graph in place. The update is not to be differentiated; put it under "
        "`torch.no_grad()`."
    ),
)
class LinearRegression(torch.nn.Module):
    """Update in place while gradients are recorded."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                self.zero_grad()
                cost.backward()
                for parameter in self.parameters():
                    parameter -= learning_rate * parameter.grad
        return history


@misconception(
    "trained-copies",
    fails={
        "test_one_step",
        "test_training",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous entraînez des copies : l'historique descend, mais les paramètres du module n'ont "
        "pas bougé. `p = p - ...` crée un nouveau tenseur, sans toucher à celui que le module "
        "connaît."
    ),
    en=(
        "You train copies: the history falls, but the parameters of the module have not moved. `p "
        "= p - ...` makes a new tensor and does not touch the one that the module knows."
    ),
)
class LinearRegression(torch.nn.Module):
    """Train copies, and forget the parameters."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        w, b = self.weight.detach().clone(), self.bias.detach().clone()
        history = []
        for step in range(n_iter + 1):
            error = x @ w[0] + b - y
            history.append((error.square().mean() / 2).item())
            if step < n_iter:
                w = w - learning_rate * (error @ x / len(y))
                b = b - learning_rate * error.mean()
        return history


@misconception(
    "gradient-cut-in-forward",
    fails={
        "test_one_step",
        "test_predictions",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez les prédictions avec `.data` ou `.detach()` : le graphe est coupé, et "
        "aucun gradient n'arrive aux paramètres. `forward` doit utiliser les paramètres eux- "
        "mêmes."
    ),
    en=(
        "You compute the predictions with `.data` or `.detach()`: the graph is cut, and no "
        "gradient reaches the parameters. `forward` must use the parameters themselves."
    ),
)
class LinearRegression(torch.nn.Module):
    """Compute with `.data`."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight.data[0] + self.bias.data

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "costs-kept-as-tensors",
    fails={"test_history", "test_small_cases"},
    fr=(
        "Votre historique contient des tenseurs, et chacun retient tout son graphe de calcul en "
        "mémoire. Il faut des nombres Python : un tenseur d'un élément sait se convertir."
    ),
    en=(
        "Your history holds tensors, and each keeps its whole computation graph in memory. Python "
        "numbers are needed: a tensor with one element knows how to convert itself."
    ),
)
class LinearRegression(torch.nn.Module):
    """Store the cost with its graph."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost)
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "cost-after-the-last-step-missing",
    fails={"test_one_step", "test_history", "test_small_cases"},
    fr=(
        "Il manque un coût à votre historique : celui d'après le dernier pas. Il en faut n_iter + "
        "1, du départ à l'arrivée."
    ),
    en=(
        "One cost is missing from your history: the one after the last step. n_iter + 1 of them "
        "are needed, from the start to the end."
    ),
)
class LinearRegression(torch.nn.Module):
    """Record before each step only."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for _ in range(n_iter):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
        return history


@misconception(
    "another-optimizer",
    fails={
        "test_one_step",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous utilisez un autre optimiseur : Adam divise chaque pas par la taille des gradients "
        "passés. Le contrat demande la descente simple, taux fois gradient."
    ),
    en=(
        "You use another optimizer: Adam divides each step by the size of past gradients. The "
        "contract asks for plain descent, rate times gradient."
    ),
)
class LinearRegression(torch.nn.Module):
    """Take Adam instead of plain descent."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        optimizer = torch.optim.Adam(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history


@misconception(
    "inputs-centred-in-place",
    fails={
        "test_one_step",
        "test_training",
        "test_history",
        "test_second_call",
        "test_small_cases",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous centrez x sur place avant d'apprendre : les données de celui qui vous a appelé sont "
        "changées, et le modèle ne vaut que pour des entrées centrées. Le contrat entraîne sur x "
        "tel qu'il est."
    ),
    en=(
        "You centre x in place before learning: your caller's data are changed, and the model "
        "only holds for centred inputs. The contract trains on x as it is."
    ),
)
class LinearRegression(torch.nn.Module):
    """Centre the inputs in place."""

    def __init__(self, n_features):
        """Create the two parameters."""
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1, n_features))
        self.bias = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x):
        """Return the predictions."""
        return x @ self.weight[0] + self.bias

    def fit(self, x, y, learning_rate, n_iter):
        """Train, and return the costs."""
        x -= x.mean(dim=0)
        optimizer = torch.optim.SGD(self.parameters(), lr=learning_rate)
        history = []
        for step in range(n_iter + 1):
            cost = ((self(x) - y) ** 2).mean() / 2
            history.append(cost.item())
            if step < n_iter:
                optimizer.zero_grad()
                cost.backward()
                optimizer.step()
        return history
