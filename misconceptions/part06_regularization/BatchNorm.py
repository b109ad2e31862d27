"""Wrong implementations of `BatchNorm`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "batch-statistics-in-evaluation",
    fails={
        "test_new_layer",
        "test_evaluation_outputs",
        "test_gradients",
        "test_single_training_example",
    },
    fr=(
        "En évaluation, vous normalisez encore avec les statistiques du lot. La réponse pour un "
        "exemple dépend alors de ses voisins, et un exemple seul donne toujours bias. Après "
        "eval(), seules les statistiques courantes servent : demandez à self.training dans quel "
        "mode vous êtes."
    ),
    en=(
        "In evaluation you still normalise with the statistics of the batch. The answer for an "
        "example then depends on its neighbours, and a single example always gives bias. After "
        "eval() only the running statistics are used: ask self.training which mode you are in."
    ),
)
class BatchNorm(torch.nn.Module):
    """Normalise every batch with its own statistics."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        m = len(x)
        mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
        if self.training:
            if m < 2:
                raise ValueError("one example")
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "momentum-reversed",
    fails={"test_by_hand", "test_statistics_after_training", "test_gradients"},
    fr=(
        "Vous donnez le poids momentum à l'ancienne statistique. Ici, comme dans PyTorch, "
        "momentum est le poids du nouveau lot : avec 0,1 on garde 90 % de l'ancienne valeur. "
        "Dans le vôtre, les statistiques sautent presque d'un lot au suivant. D'autres livres "
        "et bibliothèques comptent à l'envers."
    ),
    en=(
        "You give the weight momentum to the old statistic. Here, as in PyTorch, momentum is "
        "the weight of the new batch: with 0.1, 90% of the old value is kept. In yours the "
        "statistics nearly jump from one batch to the next. Other books and libraries count the "
        "other way round."
    ),
)
class BatchNorm(torch.nn.Module):
    """Keep a share momentum of the old statistics."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
                self.running_var += (1 - self.momentum) * (var * m / (m - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "biased-running-variance",
    fails={"test_by_hand", "test_statistics_after_training", "test_gradients"},
    fr=(
        "Votre running_var reçoit la variance divisée par m, celle qui normalise le lot. "
        "PyTorch, et notre contrat, y mettent la variance divisée par m − 1, une meilleure "
        "estimation de celle de toutes les données. L'écart est net avec de petits lots. "
        "Relisez ce que le contrat dit de chacune des deux variances."
    ),
    en=(
        "Your running_var receives the variance divided by m, the one that normalises the "
        "batch. PyTorch, and our contract, put the variance divided by m − 1 there, a better "
        "estimate of that of all data. The difference is clear with small batches. Read again "
        "what the contract says of each of the two variances."
    ),
)
class BatchNorm(torch.nn.Module):
    """Store the variance that normalises."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "unbiased-normalisation",
    fails={"test_by_hand", "test_training_outputs", "test_gradients"},
    fr=(
        "Vous normalisez le lot avec la variance divisée par m − 1, celle que torch.var calcule "
        "si on ne lui dit rien. Celle-là est pour running_var seulement ; le lot se normalise "
        "avec la variance divisée par m. Il vous faut donc deux variances différentes."
    ),
    en=(
        "You normalise the batch with the variance divided by m − 1, which torch.var computes "
        "if not told otherwise. That one is for running_var only; the batch is normalised with "
        "the variance divided by m. So you need two different variances."
    ),
)
class BatchNorm(torch.nn.Module):
    """Use the default variance of torch for both."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "running-statistics-while-training",
    fails={"test_by_hand", "test_training_outputs", "test_gradients"},
    fr=(
        "En entraînement, vous normalisez avec les statistiques courantes. Elles sont en retard "
        "sur les données, au début très en retard, et rien ne garantit plus que les colonnes "
        "soient centrées. Pendant l'entraînement, c'est le lot lui-même qui fournit moyenne et "
        "variance ; les statistiques courantes ne font que se mettre à jour."
    ),
    en=(
        "In training you normalise with the running statistics. They lag behind the data, very "
        "much so at first, and nothing makes sure any more that the columns are centred. During "
        "training the batch itself provides mean and variance; the running statistics are only "
        "updated."
    ),
)
class BatchNorm(torch.nn.Module):
    """Normalise with the running statistics in both modes."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "statistics-move-in-evaluation",
    fails={
        "test_by_hand",
        "test_new_layer",
        "test_evaluation_outputs",
        "test_gradients",
        "test_single_training_example",
    },
    fr=(
        "Vos statistiques courantes bougent aussi en évaluation. Le modèle apprend alors de ses "
        "données de test, et sa réponse dépend de ce qu'on lui a montré avant. Après eval(), la "
        "couche lit ses statistiques, sans y toucher."
    ),
    en=(
        "Your running statistics also move in evaluation. The model then learns from its test "
        "data, and its answer depends on what it was shown before. After eval() the layer reads "
        "its statistics and leaves them alone."
    ),
)
class BatchNorm(torch.nn.Module):
    """Update the running statistics in both modes."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        m = len(x)
        if self.training and m < 2:
            raise ValueError("one example")
        mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
        with torch.no_grad():
            self.running_mean += self.momentum * (mean - self.running_mean)
            self.running_var += self.momentum * (var * m / max(m - 1, 1) - self.running_var)
        if not self.training:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "running-variance-starts-at-zero",
    fails={"test_by_hand", "test_new_layer"},
    fr=(
        "Votre running_var commence à zéro. Une couche neuve mise en évaluation divise alors "
        "par la racine d'eps : ses sorties sont trois cents fois trop grandes. Et pendant les "
        "premiers lots, la variance est sous-estimée. Relisez les valeurs de départ dans le "
        "contrat."
    ),
    en=(
        "Your running_var starts at zero. A new layer put in evaluation mode then divides by "
        "the root of eps: its outputs are three hundred times too large. And during the first "
        "batches the variance is underestimated. Read the initial values in the contract again."
    ),
)
class BatchNorm(torch.nn.Module):
    """Start both statistics at zero."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.zeros(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "statistics-keep-the-graph",
    fails={"test_gradients"},
    fr=(
        "Vos statistiques courantes gardent le graphe de calcul des lots passés. Tout semble "
        "juste, mais la mémoire grandit à chaque lot, et le prochain backward() veut remonter "
        "dans des lots déjà traités : PyTorch refuse. Mettez les statistiques à jour sans que "
        "le gradient soit suivi."
    ),
    en=(
        "Your running statistics keep the computation graph of past batches. Everything looks "
        "right, but memory grows with each batch, and the next backward() wants to go back into "
        "batches already done: PyTorch refuses. Update the statistics without the gradient "
        "being tracked."
    ),
)
class BatchNorm(torch.nn.Module):
    """Update the running statistics inside the graph."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            keep = 1 - self.momentum
            self.running_mean = keep * self.running_mean + self.momentum * mean
            self.running_var = keep * self.running_var + self.momentum * var * m / (m - 1)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "gradient-cut-at-the-statistics",
    fails={"test_gradients"},
    fr=(
        "Vos sorties sont justes, mais vous avez coupé le gradient à la moyenne et à la "
        "variance du lot. Elles dépendent de x : sans ces deux chemins, le gradient pour x est "
        "faux, et l'entraînement suit une mauvaise direction sans rien en dire. Seules les "
        "statistiques courantes restent hors du graphe."
    ),
    en=(
        "Your outputs are right, but you have cut the gradient at the mean and the variance of "
        "the batch. They depend on x: without these two paths the gradient for x is wrong, and "
        "training goes in a wrong direction without saying so. Only the running statistics stay "
        "outside the graph."
    ),
)
class BatchNorm(torch.nn.Module):
    """Compute the statistics of the batch without gradient."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            with torch.no_grad():
                mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "scale-and-shift-not-learnable",
    fails={"test_gradients"},
    fr=(
        "Votre weight et votre bias sont des tenseurs enregistrés, pas des paramètres. Ils sont "
        "sauvegardés et chargés, mais aucun optimiseur ne les voit et ils n'ont pas de gradient "
        ": ils vaudront toujours 1 et 0. Ce que le réseau apprend est un Parameter ; ce qu'il "
        "retient seulement est un buffer."
    ),
    en=(
        "Your weight and bias are registered tensors, not parameters. They are saved and "
        "loaded, but no optimiser sees them and they have no gradient: they will be 1 and 0 for "
        "ever. What the network learns is a Parameter; what it only remembers is a buffer."
    ),
)
class BatchNorm(torch.nn.Module):
    """Register everything as a buffer."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.register_buffer("weight", torch.ones(num_features))
        self.register_buffer("bias", torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (var * m / (m - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "last-batch-only",
    fails={"test_by_hand", "test_statistics_after_training", "test_gradients"},
    fr=(
        "Vos statistiques courantes sont celles du dernier lot : momentum n'y joue aucun rôle. "
        "Un lot inhabituel, par exemple le petit lot de la fin, décide alors de toutes les "
        "évaluations. Une statistique courante mélange l'ancienne valeur et la nouvelle."
    ),
    en=(
        "Your running statistics are those of the last batch: momentum plays no part. An "
        "unusual batch, such as the small one at the end, then decides all evaluations. A "
        "running statistic blends the old value with the new one."
    ),
)
class BatchNorm(torch.nn.Module):
    """Remember the last batch."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        if self.training:
            m = len(x)
            if m < 2:
                raise ValueError("one example")
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_(mean)
                self.running_var.copy_(var * m / (m - 1))
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


@misconception(
    "single-training-example-accepted",
    fails={"test_single_training_example"},
    fr=(
        "En entraînement, vous acceptez un lot d'un seul exemple. Sa variance divisée par m − 1 "
        "est 0/0, donc NaN : un seul lot de ce genre, souvent le dernier d'une époque, et "
        "running_var reste NaN pour toujours. Le contrat demande une ValueError avant que les "
        "statistiques n'aient bougé."
    ),
    en=(
        "In training you accept a batch of a single example. Its variance divided by m − 1 is "
        "0/0, hence NaN: one such batch, often the last of an epoch, and running_var stays NaN "
        "for ever. The contract asks for a ValueError before the statistics have moved."
    ),
)
class BatchNorm(torch.nn.Module):
    """Never look at the number of examples."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        """Create the parameters and the buffers."""
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        self.weight = torch.nn.Parameter(torch.ones(num_features))
        self.bias = torch.nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        """Return x normalised, scaled and shifted."""
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (x.var(dim=0) - self.running_var)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias
