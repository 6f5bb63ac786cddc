/** The routines that training runs on; `routines/` says what each computes. Pointers are byte offsets. */
export interface TrainingRoutines {
  gatherProduct(
    images: number,
    positions: number,
    taps: number,
    table: number,
    source: number,
    imageStep: number,
    pixelStep: number,
    depth: number,
    weights: number,
    tapStep: number,
    rowStep: number,
    columnStep: number,
    out: number,
    outImageStep: number,
    outPixelStep: number,
    columns: number,
    bias: number,
    scratch: number,
    blockRows: number,
  ): void;
  outerProducts(
    images: number,
    positions: number,
    taps: number,
    table: number,
    source: number,
    imageStep: number,
    pixelStep: number,
    depth: number,
    gradient: number,
    gradientImageStep: number,
    gradientPixelStep: number,
    columns: number,
    out: number,
    tapStep: number,
    scratch: number,
    blockRows: number,
    blockDepth: number,
  ): void;
  maxPoolGradient(
    x: number,
    dy: number,
    dx: number,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    windowHeight: number,
    windowWidth: number,
    strideHeight: number,
    strideWidth: number,
    top: number,
    left: number,
  ): void;
  depthwiseFilterGradient(x: number, dy: number, filter: number, geometry: number): void;
  depthwiseInputGradient(dx: number, dy: number, filter: number, geometry: number): void;
  sumColumns(x: number, y: number, rows: number, columns: number): void;
  columnMoments(x: number, mean: number, variance: number, rows: number, columns: number): void;
  normalizeColumns(
    x: number,
    mean: number,
    scale: number,
    shift: number,
    y: number,
    rows: number,
    columns: number,
  ): void;
  batchNormSums(
    x: number,
    y: number,
    mean: number,
    sums: number,
    products: number,
    rows: number,
    columns: number,
  ): void;
  combineColumns(
    x: number,
    mean: number,
    y: number,
    p: number,
    q: number,
    r: number,
    z: number,
    rows: number,
    columns: number,
  ): void;
  selectPositive(x: number, y: number, z: number, count: number): void;
  updateSgd(value: number, gradient: number, count: number, factor: number): void;
  updateMomentum(
    value: number,
    gradient: number,
    moment: number,
    count: number,
    factor: number,
    momentum: number,
    isNesterov: number,
  ): void;
  updateRmsprop(
    value: number,
    gradient: number,
    meanSquare: number,
    moment: number,
    count: number,
    learningRate: number,
    decay: number,
    rest: number,
    momentum: number,
    epsilon: number,
  ): void;
  updateAdam(
    value: number,
    gradient: number,
    first: number,
    second: number,
    count: number,
    factor: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
  ): void;
}
