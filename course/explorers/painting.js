// How each kind of layer is drawn on the canvas above a panel.

const FAR = 1e5; // pixels; farther out a canvas loses its precision

// Turn the numbers of an axis into pixels; what has no place becomes NaN, a gap.
function scale([low, high], log, start, length) {
  const measure = log ? Math.log10 : (value) => value;
  const [from, to] = [measure(low), measure(high)];
  return (value) => {
    const pixel = start + ((measure(value) - from) / (to - from)) * length;
    return Number.isFinite(pixel) ? Math.max(-FAR, Math.min(FAR, pixel)) : NaN;
  };
}

function place(limits, [left, top, width, height], w, h) {
  return {
    x: scale(limits.x, limits.xlog, left * w, width * w),
    y: scale(limits.y, limits.ylog, (top + height) * h, -height * h),
  };
}

function dot(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

function arrow(pen, x0, y0, x1, y1, size) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 1)) return;
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const tip = Math.min(size, length);
  const [bx, by] = [x1 - ux * tip, y1 - uy * tip];
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(bx, by);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(bx - uy * tip * 0.45, by + ux * tip * 0.45);
  pen.lineTo(bx + uy * tip * 0.45, by - ux * tip * 0.45);
  pen.fill();
}

// Each painter gets the pen, the numbers of one picture, the layer, the axes and the panel's zoom.
const PAINTERS = {
  path(pen, numbers, layer, at, zoom, index) {
    const shown = layer.upto ? index[layer.upto] + 1 : numbers.length / 2;
    pen.lineWidth = layer.width * zoom;
    pen.setLineDash(layer.dashed ? [6 * zoom, 4 * zoom] : []);
    const points = [];
    for (let i = 0; i < shown; i++) points.push([at.x(numbers[2 * i]), at.y(numbers[2 * i + 1])]);
    pen.beginPath();
    let joined = false;
    for (const [x, y] of points) {
      if (Number.isNaN(x + y)) joined = false;
      else if (joined) pen.lineTo(x, y);
      else pen.moveTo(x, y), (joined = true);
    }
    pen.stroke();
    if (layer.dots) for (const [x, y] of points) dot(pen, x, y, layer.dots * zoom), pen.fill();
    if (!layer.head || !points.length) return;
    dot(pen, ...points.at(-1), layer.head * zoom);
    pen.fill();
    pen.setLineDash([]);
    pen.lineWidth = zoom;
    pen.strokeStyle = "white";
    pen.stroke();
  },
  points(pen, numbers, layer, at, zoom) {
    pen.lineWidth = 1.2 * zoom;
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      dot(pen, at.x(numbers[i]), at.y(numbers[i + 1]), layer.size * zoom);
      layer.hollow ? pen.stroke() : pen.fill();
    }
  },
  arrow(pen, numbers, layer, at, zoom) {
    pen.lineWidth = layer.width * zoom;
    for (let i = 0; i + 3 < numbers.length; i += 4) {
      const [x0, y0, x1, y1] = numbers.subarray(i, i + 4);
      arrow(pen, at.x(x0), at.y(y0), at.x(x1), at.y(y1), 11 * zoom);
    }
  },
  bars(pen, numbers, layer, at, zoom) {
    pen.strokeStyle = "white";
    pen.lineWidth = 0.7 * zoom;
    for (let i = 0; i + 3 < numbers.length; i += 4) {
      const [left, right, bottom, top] = numbers.subarray(i, i + 4);
      const corner = [at.x(left), at.y(top)];
      const size = [at.x(right) - corner[0], at.y(bottom) - corner[1]];
      pen.fillRect(...corner, ...size);
      pen.strokeRect(...corner, ...size);
    }
  },
  region(pen, numbers, layer, at) {
    pen.beginPath();
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [x, y] = [at.x(numbers[i]), at.y(numbers[i + 1])];
      if (!Number.isNaN(x + y)) pen.lineTo(x, y);
    }
    pen.fill();
  },
  label(pen, numbers, layer, at, zoom, index, text) {
    const [x, y] = [at.x(numbers[0]), at.y(numbers[1])];
    if (Number.isNaN(x + y)) return;
    pen.font = `${layer.size * zoom}px "DejaVu Sans", Verdana, sans-serif`;
    pen.textAlign = layer.anchor;
    pen.textBaseline = "middle";
    pen.fillText(text, x, y);
  },
};
