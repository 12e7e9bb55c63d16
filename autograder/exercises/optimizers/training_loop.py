"""The right training in parts, of which each known mistake of `train` replaces one."""


class Loop:
    """A training; `Loop(*arguments of train).run()` is what `train` returns."""

    def __init__(self, params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
        self.start, self.params = params, params
        self.ask, self.n = loss_and_gradients, n
        self.step, self.schedule, self.epochs = step, schedule, epochs
        self.batch_size, self.rng = batch_size, rng
        self.states, self.t = dict.fromkeys(params), 0

    def run(self):
        losses = [self.epoch(number) for number in range(self.epochs)]
        return self.params, losses

    def epoch(self, number):
        batches = self.batches(number)
        return self.mean([self.update(rows, number) for rows in batches], batches)

    def batches(self, number):
        return self.cut(self.rng.permutation(self.n))

    def cut(self, order):
        starts = range(0, len(order), self.batch_size)
        return [order[start : start + self.batch_size] for start in starts]

    def update(self, rows, number):
        loss, gradients = self.ask(self.params, rows)
        self.move(gradients, number)
        return loss

    def move(self, gradients, number):
        stepped, rate = {}, self.schedule(self.time(number))
        for name, w in self.params.items():
            stepped[name] = self.one(name, w, gradients[name], rate)
        self.params, self.t = stepped, self.t + 1

    def one(self, name, w, gradient, rate):
        w, self.states[name] = self.step(w, gradient, self.states[name], learning_rate=rate)
        return w

    def time(self, number):
        return self.t

    def mean(self, losses, batches):
        return sum(loss * len(rows) for loss, rows in zip(losses, batches, strict=True)) / self.n


def spoilt(arguments, **parts):
    """Run a training with the arguments of `train` and some parts of `Loop` replaced."""
    return type("Spoilt", (Loop,), parts)(*arguments).run()
