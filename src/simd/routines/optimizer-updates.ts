// Each step is rounded as tfjs's optimizers round it, so that training gives the same numbers.

/** Stochastic gradient descent: value += factor * gradient. */
export function updateSgd(value: usize, gradient: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const whole = value + ((<usize>(count & ~3)) << 2);
  const end = value + ((<usize>count) << 2);
  for (; value < whole; value += 16, gradient += 16) {
    v128.store(value, f32x4.add(f32x4.mul(factors, v128.load(gradient)), v128.load(value)));
  }
  for (; value < end; value += 4, gradient += 4) {
    store<f32>(value, factor * load<f32>(gradient) + load<f32>(value));
  }
}

/** Momentum: moment = moment * momentum + gradient, and the value follows it, or looks ahead (Nesterov). */
export function updateMomentum(
  value: usize,
  gradient: usize,
  moment: usize,
  count: i32,
  factor: f32,
  momentum: f32,
  isNesterov: bool,
): void {
  const end = value + ((<usize>count) << 2);
  const whole = value + ((<usize>(count & ~3)) << 2);
  const factors = f32x4.splat(factor);
  const momentums = f32x4.splat(momentum);
  for (; value < whole; value += 16, gradient += 16, moment += 16) {
    const g = v128.load(gradient);
    const next = f32x4.add(f32x4.mul(momentums, v128.load(moment)), g);
    const way = isNesterov ? f32x4.add(g, f32x4.mul(next, momentums)) : next;
    v128.store(moment, next);
    v128.store(value, f32x4.add(f32x4.mul(factors, way), v128.load(value)));
  }
  for (; value < end; value += 4, gradient += 4, moment += 4) {
    const g = load<f32>(gradient);
    const next = momentum * load<f32>(moment) + g;
    const way = isNesterov ? g + next * momentum : next;
    store<f32>(moment, next);
    store<f32>(value, factor * way + load<f32>(value));
  }
}

/** RMSprop, not centred. */
export function updateRmsprop(
  value: usize,
  gradient: usize,
  meanSquare: usize,
  moment: usize,
  count: i32,
  learningRate: f32,
  decay: f32,
  rest: f32,
  momentum: f32,
  epsilon: f32,
): void {
  const end = value + ((<usize>count) << 2);
  const whole = value + ((<usize>(count & ~3)) << 2);
  const rates = f32x4.splat(learningRate);
  const decays = f32x4.splat(decay);
  const rests = f32x4.splat(rest);
  const momentums = f32x4.splat(momentum);
  const epsilons = f32x4.splat(epsilon);
  for (; value < whole; value += 16, gradient += 16, meanSquare += 16, moment += 16) {
    const g = v128.load(gradient);
    const old = f32x4.mul(v128.load(meanSquare), decays);
    const square = f32x4.add(old, f32x4.mul(f32x4.mul(g, g), rests));
    const step = f32x4.div(f32x4.mul(g, rates), f32x4.sqrt(f32x4.add(square, epsilons)));
    const next = f32x4.add(f32x4.mul(v128.load(moment), momentums), step);
    v128.store(meanSquare, square);
    v128.store(moment, next);
    v128.store(value, f32x4.sub(v128.load(value), next));
  }
  for (; value < end; value += 4, gradient += 4, meanSquare += 4, moment += 4) {
    const g = load<f32>(gradient);
    const square = load<f32>(meanSquare) * decay + g * g * rest;
    const next = load<f32>(moment) * momentum + (g * learningRate) / sqrt<f32>(square + epsilon);
    store<f32>(meanSquare, square);
    store<f32>(moment, next);
    store<f32>(value, load<f32>(value) - next);
  }
}

/** Adam; `correction1` and `correction2` are 1 - beta1^t and 1 - beta2^t. */
export function updateAdam(
  value: usize,
  gradient: usize,
  first: usize,
  second: usize,
  count: i32,
  factor: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
): void {
  const end = value + ((<usize>count) << 2);
  const whole = value + ((<usize>(count & ~3)) << 2);
  const factors = f32x4.splat(factor);
  const betas1 = f32x4.splat(beta1);
  const rests1 = f32x4.splat(rest1);
  const betas2 = f32x4.splat(beta2);
  const rests2 = f32x4.splat(rest2);
  const corrections1 = f32x4.splat(correction1);
  const corrections2 = f32x4.splat(correction2);
  const epsilons = f32x4.splat(epsilon);
  for (; value < whole; value += 16, gradient += 16, first += 16, second += 16) {
    const g = v128.load(gradient);
    const m = f32x4.add(f32x4.mul(v128.load(first), betas1), f32x4.mul(g, rests1));
    const squares = f32x4.mul(f32x4.mul(g, g), rests2);
    const v = f32x4.add(f32x4.mul(v128.load(second), betas2), squares);
    const root = f32x4.add(f32x4.sqrt(f32x4.div(v, corrections2)), epsilons);
    const step = f32x4.mul(f32x4.div(f32x4.div(m, corrections1), root), factors);
    v128.store(first, m);
    v128.store(second, v);
    v128.store(value, f32x4.add(step, v128.load(value)));
  }
  for (; value < end; value += 4, gradient += 4, first += 4, second += 4) {
    const g = load<f32>(gradient);
    const m = load<f32>(first) * beta1 + g * rest1;
    const v = load<f32>(second) * beta2 + g * g * rest2;
    const root = sqrt<f32>(v / correction2) + epsilon;
    store<f32>(first, m);
    store<f32>(second, v);
    store<f32>(value, (m / correction1 / root) * factor + load<f32>(value));
  }
}
