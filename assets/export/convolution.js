// The linked panes of a convolution. All numbers are computed here, from input, kernel and settings, in plain loops.
// Maps are flat (channel, row, column); kernels (output, input, row, column), or (input, output, row, column) if transposed, as in PyTorch.
(() => {
  'use strict';
  const get = id => document.getElementById(id);
  const data = JSON.parse(get('data').textContent);
  const MOST_ELEMENTS = 1296, MOST_STRETCHED = 8192, MOST_TERMS = 18, STEP_MILLIS = 600;
  const LISTS = {stride: 2, padding: 4, dilation: 2, outputPadding: 2, groups: 1, bias: 0};

  // ---- what is computed -------------------------------------------------------------------------------------------

  /** One axis of an operation: 0 for rows, 1 for columns. A transposed convolution is a window over the input with zeros between and around. */
  function axis(op, a) {
    const span = op.dilation[a] * (op.kernel[a] - 1) + 1, begin = op.padding[2 * a], end = op.padding[2 * a + 1];
    const gap = op.transposed ? op.stride[a] : 1, window = op.transposed ? 1 : op.stride[a];
    const front = op.transposed ? span - 1 - begin : begin;
    const behind = op.transposed ? span - 1 - end + op.outputPadding[a] : end;
    const stretched = (op.input[a] - 1) * gap + 1 + front + behind;
    return {span, gap, window, front, stretched, inputs: op.input[a], outputs: Math.floor((stretched - span) / window) + 1,
      kernel: op.kernel[a], dilation: op.dilation[a]};
  }

  /** The input element at a place of the stretched axis; -1 for a zero around the input, -2 for one between two elements. */
  function source(axis, place) {
    const from = place - axis.front;
    if (from < 0 || from > (axis.inputs - 1) * axis.gap) return -1;
    return from % axis.gap === 0 ? from / axis.gap : -2;
  }

  /** The kernel element that the window holds at a place of its own: turned by 180 degrees if transposed. */
  function weightAt(op, o, i, ky, kx) {
    const pair = op.transposed ? i * op.channels[1] + o : o * op.channels[0] + i;
    const y = op.transposed ? op.kernel[0] - 1 - ky : ky, x = op.transposed ? op.kernel[1] - 1 - kx : kx;
    return (pair * op.kernel[0] + y) * op.kernel[1] + x;
  }

  const sameGroup = (op, o, i) =>
    Math.floor(o * op.groups[0] / op.channels[1]) === Math.floor(i * op.groups[0] / op.channels[0]);

  /** The matrix by rows: for each output the inputs that it is made of, each with its weight; and the places under its window. */
  function matrix(op) {
    const v = axis(op, 0), h = axis(op, 1), rows = [], windows = [];
    for (let o = 0; o < op.channels[1]; o++)
      for (let oy = 0; oy < v.outputs; oy++)
        for (let ox = 0; ox < h.outputs; ox++) {
          const row = [], window = [];
          for (let i = 0; i < op.channels[0]; i++) {
            if (!sameGroup(op, o, i)) continue;
            for (let ky = 0; ky < v.kernel; ky++)
              for (let kx = 0; kx < h.kernel; kx++) {
                const top = oy * v.window + ky * v.dilation, left = ox * h.window + kx * h.dilation;
                const y = source(v, top), x = source(h, left), weight = weightAt(op, o, i, ky, kx);
                window.push({place: (i * v.stretched + top) * h.stretched + left, weight});
                if (y >= 0 && x >= 0) row.push({input: (i * v.inputs + y) * h.inputs + x, weight});
              }
          }
          rows.push(row);
          windows.push(window);
        }
    return {v, h, rows, windows};
  }

  const biasOf = (op, m, output) => op.bias[Math.floor(output / (m.v.outputs * m.h.outputs))];

  function outputs(op, m) {
    return m.rows.map((row, r) => row.reduce((sum, e) => sum + op.w[e.weight] * op.x[e.input], 0) + biasOf(op, m, r));
  }

  /** Why settings cannot be, in words, or an empty text. */
  function problem(op) {
    const [ins, outs] = op.channels, g = op.groups[0];
    if (ins % g || outs % g) return `groups is ${g}; it has to divide the ${ins} input and the ${outs} output channels.`;
    let size = outs, stretched = ins;
    for (const a of [0, 1]) {
      const name = ['rows', 'columns'][a], {span, inputs, outputs, stretched: all} = axis(op, a), extra = op.outputPadding[a];
      if (extra > 0 && !op.transposed) return 'output padding is for transposed convolutions only; set it to 0.';
      if (op.transposed && extra >= Math.max(op.stride[a], op.dilation[a]))
        return `output padding of ${name} is ${extra}; it has to be smaller than the stride (${op.stride[a]}) or the dilation (${op.dilation[a]}).`;
      if (outputs < 1)
        return op.transposed ? `the padding crops all ${name} of the output; make it smaller.`
          : `the kernel covers ${span} ${name}, and the padded input has ${all}; make kernel or dilation smaller, or the padding larger.`;
      size *= outputs;
      stretched *= all;
    }
    return size > MOST_ELEMENTS || stretched > MOST_STRETCHED
      ? `the output would have ${size} elements and the input with its zeros ${stretched}; this page shows ${MOST_ELEMENTS} and ${MOST_STRETCHED}.` : '';
  }

  // ---- what is shown ----------------------------------------------------------------------------------------------

  let preset = 0, op = null, m = null, y = [], chosen = {kind: 'output', index: 0}, timer = 0, kept = 0;
  const cells = {input: [], kernel: [], output: []};
  const places = [];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const flat = () => op.input[0] === 1 && op.kernel[0] === 1 && m.v.outputs === 1;
  const shownSign = text => text.replace('-', '\u2212');

  /** Three digits, or all of a whole number. */
  function shown(value) {
    if (Number.isInteger(value) && Math.abs(value) < 1e6) return shownSign(String(value));
    return shownSign(String(Number(value.toPrecision(3))));
  }

  function name(letter, channels, height, width, index) {
    const cell = index % (height * width), channel = Math.floor(index / (height * width));
    return `${letter}[${channels > 1 ? channel + ',' : ''}${flat() ? '' : Math.floor(cell / width) + ','}${cell % width}]`;
  }
  const inputName = index => name('x', op.channels[0], op.input[0], op.input[1], index);
  const outputName = index => name('y', op.channels[1], m.v.outputs, m.h.outputs, index);
  function weightName(index) {
    const size = op.kernel[0] * op.kernel[1], pair = Math.floor(index / size), second = op.channels[op.transposed ? 1 : 0];
    const channels = op.channels[0] * op.channels[1] > 1 ? `${Math.floor(pair / second)},${pair % second},` : '';
    return name('w', 1, op.kernel[0], op.kernel[1], index % size).replace('[', '[' + channels);
  }
  const names = {input: inputName, weight: weightName, output: outputName};

  /** Makes the tables of a pane. The function gives for a map, a row and a column what is there: {kind, index, zero, cut}, of which only zero or index. */
  function maps(pane, count, height, width, columns, caption, at) {
    const host = get(pane);
    const room = (host.clientWidth - 8 * (columns - 1)) / columns - 4;
    const size = Math.max(5, Math.min(44, Math.floor(room / width), Math.floor(270 / height)));
    host.style.setProperty('--cell', size + 'px');
    host.className = 'maps';
    host.cellSize = size;
    host.replaceChildren();
    cells[pane] = [];
    if (pane === 'input') places.length = 0;
    for (let map = 0; map < count; map++) {
      const table = document.createElement('table');
      table.className = 'map';
      table.setAttribute('role', 'grid');
      table.setAttribute('aria-label', `${pane}, ${count > 1 ? caption(map) + ', ' : ''}${height} rows, ${width} columns`);
      if (count > 1) table.createCaption().textContent = caption(map);
      for (let r = 0; r < height; r++) {
        const row = table.insertRow();
        for (let c = 0; c < width; c++) {
          const cell = row.insertCell(), what = at(map, r, c);
          cell.setAttribute('role', 'gridcell');
          cell.tabIndex = r + c === 0 ? 0 : -1;
          if (what.zero) {
            cell.classList.add(what.zero);
            cell.textContent = '0';
            cell.setAttribute('aria-label', what.zero === 'padding' ? '0 of the padding' : '0 between two inputs');
          } else {
            cell.dataset.kind = what.kind;
            cell.dataset.index = what.index;
            if (what.kind !== 'output') cell.classList.add('editable');
            cells[pane][what.index] = cell;
          }
          if (what.cut) cell.classList.add('cut');
          if (pane === 'input') places.push(cell);
        }
      }
      host.append(table);
    }
  }

  function build() {
    const {v, h} = m, [ins, outs] = op.channels;
    const endY = (v.outputs - 1) * v.window + v.span, endX = (h.outputs - 1) * h.window + h.span;
    maps('input', ins, v.stretched, h.stretched, ins > 1 ? 2 : 1, map => 'channel ' + map, (map, r, c) => {
      const row = source(v, r), column = source(h, c), cut = r >= endY || c >= endX;
      return row < 0 || column < 0 ? {zero: row === -1 || column === -1 ? 'padding' : 'inserted', cut}
        : {kind: 'input', index: (map * v.inputs + row) * h.inputs + column, cut};
    });
    const second = op.transposed ? outs : ins;
    maps('kernel', ins * outs, v.kernel, h.kernel, second,
      map => op.transposed ? `in ${Math.floor(map / second)}, out ${map % second}` : `out ${Math.floor(map / second)}, in ${map % second}`,
      (map, r, c) => {
        const row = op.transposed ? v.kernel - 1 - r : r, column = op.transposed ? h.kernel - 1 - c : c;
        return {kind: 'weight', index: (map * v.kernel + row) * h.kernel + column};
      });
    maps('output', outs, v.outputs, h.outputs, outs > 1 ? 2 : 1, map => 'channel ' + map,
      (map, r, c) => ({kind: 'output', index: (map * v.outputs + r) * h.outputs + c}));
    cells.kernel.forEach((cell, weight) => {
      const pair = Math.floor(weight / (v.kernel * h.kernel)), first = Math.floor(pair / second);
      const [o, i] = op.transposed ? [pair % second, first] : [first, pair % second];
      cell.classList.toggle('unused', !sameGroup(op, o, i));
    });
    const size = (a, b) => `${a}\u00d7${b}`;
    const zeros = v.stretched * h.stretched !== v.inputs * h.inputs;
    const hatched = places.some(cell => cell.classList.contains('padding')), dotted = places.some(cell => cell.classList.contains('inserted'));
    get('input-note').textContent = size(v.inputs, h.inputs) + (zeros ? `, with zeros ${size(v.stretched, h.stretched)}` : '')
      + (hatched ? '; hatched: padding' : '') + (dotted ? '; dotted: stride' : '') + (endY < v.stretched || endX < h.stretched ? '; pale: no window reaches it' : '');
    get('kernel-note').textContent = size(v.kernel, h.kernel) + (op.transposed ? ', turned by 180\u00b0' : '');
    get('output-note').textContent = size(v.outputs, h.outputs);
    get('operation').textContent = (op.transposed ? 'Transposed convolution' : 'Convolution') + ` of ${ins} channel${ins > 1 ? 's' : ''} to ${outs}`;
    for (const field of document.querySelectorAll('fieldset input')) {
      field.value = (field.name === 'outputSize' ? [v.outputs, h.outputs] : op[field.name]).join(',');
      field.removeAttribute('aria-invalid');
      field.disabled = field.name.startsWith('output') && !op.transposed;
    }
    get('position').max = m.rows.length - 1;
    const entries = m.rows.reduce((sum, row) => sum + row.length, 0), all = m.rows.length * op.x.length;
    get('matrix-name').textContent = `Matrix ${op.transposed ? "C'" : 'C'}`;
    get('matrix-note').textContent = `${m.rows.length} rows, an output each; ${op.x.length} columns, an input each; ${entries} of ${all} entries hold a weight. `
      + `y = ${op.transposed ? "C'" : 'C'}x${op.bias.some(b => b !== 0) ? ' + b' : ''}`;
    get('matrix').setAttribute('aria-label', `The matrix: ${get('matrix-note').textContent} Arrow keys choose a row or a column.`);
  }

  function fill() {
    y = outputs(op, m);
    [['input', op.x, inputName], ['kernel', op.w, weightName], ['output', y, outputName]].forEach(([pane, values, nameOf]) => {
      const largest = Math.max(...values.map(Math.abs)) || 1, size = get(pane).cellSize;
      // A digit is 0.6 of the type wide; what would be smaller than 8 pixels is left out, and read aloud all the same.
      const type = Math.min(14, size * 0.36, (size - 4) / (0.6 * Math.max(...values.map(value => shown(value).length))));
      get(pane).style.setProperty('--type', (type < 8 ? 0 : type) + 'px');
      cells[pane].forEach((cell, index) => {
        const value = values[index], strength = Math.abs(value) / largest * (pane === 'kernel' ? 0 : 0.35);
        cell.textContent = shown(value);
        cell.dataset.value = value;
        cell.title = `${nameOf(index)} = ${value}`;
        cell.setAttribute('aria-label', `${nameOf(index)} = ${shown(value)}`);
        cell.style.setProperty('--value', strength ? `rgba(var(${value < 0 ? '--below' : '--above'}),${strength.toFixed(3)})` : 'transparent');
      });
    });
  }

  /** The elements that a selection meets: for each the weight it is multiplied with, or -1 for more than one. */
  function linked(selection) {
    const lit = {input: new Map(), output: new Map(), weight: new Set(), place: new Map()};
    const add = (map, key, weight) => map.set(key, map.has(key) && map.get(key) !== weight ? -1 : weight);
    m.rows.forEach((row, r) => row.forEach(e => {
      const one = {output: r, input: e.input, weight: e.weight}[selection.kind];
      if (one !== selection.index) return;
      add(lit.input, e.input, e.weight);
      add(lit.output, r, selection.kind === 'output' ? -1 : e.weight);
      lit.weight.add(e.weight);
    }));
    if (selection.kind === 'output')
      m.windows[selection.index].forEach(e => { lit.place.set(e.place, e.weight); lit.weight.add(e.weight); });
    return lit;
  }

  function mark(cell, lit, weight) {
    cell.classList.toggle('lit', lit);
    cell.classList.toggle('several', lit && !(weight >= 0));
    if (!lit) return;
    cell.style.setProperty('--light', op.light[weight] || 'transparent');
    cell.style.setProperty('--dark', op.dark[weight] || 'transparent');
  }

  /** Lights what belongs to a selection, in all panes. */
  function light(selection) {
    const lit = linked(selection);
    cells.input.forEach((cell, index) => mark(cell, lit.input.has(index), lit.input.get(index)));
    places.forEach((cell, place) => { if (selection.kind === 'output') mark(cell, lit.place.has(place), lit.place.get(place)); else if (!cell.dataset.kind) mark(cell, false); });
    cells.kernel.forEach((cell, index) => mark(cell, lit.weight.has(index), index));
    cells.output.forEach((cell, index) => mark(cell, lit.output.has(index), lit.output.get(index)));
    [['input', cells.input], ['weight', cells.kernel], ['output', cells.output]].forEach(([kind, list]) =>
      list.forEach((cell, index) => cell.classList.toggle('chosen', selection.kind === kind && selection.index === index)));
    draw(selection);
    tell(selection);
  }

  function draw(selection) {
    const canvas = get('matrix'), rows = m.rows.length, columns = op.x.length;
    const size = Math.max(1, Math.min(30, Math.floor((canvas.parentElement.clientWidth - 2) / columns), Math.floor(380 / rows)));
    canvas.width = columns * size;
    canvas.height = rows * size;
    const g = canvas.getContext('2d'), colors = dark.matches ? op.dark : op.light, ink = getComputedStyle(document.body);
    const longest = Math.max(...op.w.map(value => shown(value).length)), type = Math.min(12, size * 0.36, (size - 3) / (0.6 * longest));
    g.font = type + 'px "JetBrains Mono",monospace';
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    m.rows.forEach((row, r) => row.forEach(e => {
      const lit = {output: r, input: e.input, weight: e.weight}[selection.kind] === selection.index;
      g.globalAlpha = lit ? 1 : 0.35;
      g.fillStyle = colors[e.weight];
      g.fillRect(e.input * size, r * size, size, size);
      if (type < 7) return;
      g.fillStyle = lit ? '#16191d' : ink.color;
      g.globalAlpha = lit ? 1 : 0.8;
      g.fillText(shown(op.w[e.weight]), (e.input + 0.5) * size, (r + 0.5) * size);
    }));
    g.globalAlpha = 1;
    g.strokeStyle = ink.getPropertyValue('--accent');
    g.lineWidth = 2;
    if (selection.kind === 'output') g.strokeRect(1, selection.index * size, canvas.width - 2, Math.max(size, 2));
    if (selection.kind === 'input') g.strokeRect(selection.index * size, 1, Math.max(size, 2), canvas.height - 2);
  }

  /** The arithmetic of a selection. */
  function tell(selection) {
    const lead = document.createElement('span'), terms = [], uses = [];
    const term = (text, weight) => {
      const part = document.createElement('b');
      part.textContent = text;
      part.style.setProperty('--light', op.light[weight]);
      part.style.setProperty('--dark', op.dark[weight]);
      terms.push(part);
    };
    const product = (a, b) => `(${shown(a)}\u00b7${shown(b)})`;
    if (selection.kind === 'output') {
      const row = m.rows[selection.index], bias = biasOf(op, m, selection.index);
      row.forEach(e => term(`${inputName(e.input)}\u00b7${weightName(e.weight)} ${product(op.x[e.input], op.w[e.weight])}`, e.weight));
      lead.textContent = `${outputName(selection.index)} = ${shown(y[selection.index])}${row.length ? ' = ' : ': '}`;
      const zeros = m.windows[selection.index].length - row.length;
      if (bias !== 0) uses.push(`+ bias ${shown(bias)}`);
      if (zeros > 0) uses.push(`${zeros} weight${zeros > 1 ? 's meet added zeros' : ' meets an added zero'}.`);
    } else {
      const weight = selection.kind === 'weight', value = (weight ? op.w : op.x)[selection.index];
      m.rows.forEach((row, r) => row.forEach(e => {
        if ((weight ? e.weight : e.input) === selection.index)
          term(`${outputName(r)} += ${weight ? `w\u00b7${inputName(e.input)}` : `x\u00b7${weightName(e.weight)}`} ${product(value, weight ? op.x[e.input] : op.w[e.weight])}`, e.weight);
      }));
      lead.textContent = `${names[selection.kind](selection.index)} = ${shown(value)}: `;
      uses.push(weight ? `The same weight is used ${terms.length} time${terms.length > 1 ? 's: weights are shared' : ''}.` : terms.length ? `It goes into ${terms.length} output${terms.length > 1 ? 's' : ''}.` : 'No window reaches this input.');
    }
    const formula = get('formula');
    formula.setAttribute('aria-live', timer ? 'off' : 'polite');
    formula.replaceChildren(lead);
    terms.slice(0, MOST_TERMS).forEach((part, i) => formula.append(i === 0 ? '' : selection.kind === 'output' ? ' + ' : ', ', part));
    if (terms.length > MOST_TERMS) formula.append(` and ${terms.length - MOST_TERMS} more.`);
    formula.append(' ' + uses.join(' '));
  }

  // ---- what a person does -----------------------------------------------------------------------------------------

  function choose(kind, index) {
    chosen = {kind, index};
    if (kind === 'output') {
      get('position').value = index;
      get('position').setAttribute('aria-valuetext', `${outputName(index)}, ${index + 1} of ${m.rows.length}`);
    }
    light(chosen);
    keep();
  }

  /** Shows an operation that is possible. */
  function show(next) {
    op = next;
    m = matrix(op);
    const count = {output: m.rows.length, input: op.x.length, weight: op.w.length}[chosen.kind];
    build();
    fill();
    choose(chosen.kind, Math.min(chosen.index, count - 1));
  }

  const copy = source => ({...source, x: source.x.slice(), w: source.w.slice(), groups: source.groups.slice(), bias: source.bias.slice()});

  function say(text) {
    get('told').textContent = text;
  }

  /** A transposed convolution with the output padding that gives it this size; says which sizes there are where none does. */
  function sized(from, sizes, text) {
    const least = [0, 1].map(a => axis({...from, outputPadding: [0, 0]}, a).outputs);
    const most = least.map((size, a) => size + Math.max(from.stride[a], from.dilation[a]) - 1);
    if (sizes.every((size, a) => size >= least[a] && size <= most[a]))
      return {...from, outputPadding: sizes.map((size, a) => size - least[a])};
    const range = a => least[a] === most[a] ? least[a] : `${least[a]} to ${most[a]}`;
    say(`output size is "${text}"; with these settings it is ${range(0)} rows and ${range(1)} columns.`);
    return null;
  }

  /** The settings with one of them as typed; says why not where it is not such a number. */
  function typed(from, field, text) {
    const bias = field === 'bias', count = field === 'outputSize' ? 2 : LISTS[field] || from.channels[1];
    let numbers = text.split(',').map(part => part.trim() === '' ? NaN : Number(part));
    if (numbers.length === 1) numbers = Array(count).fill(numbers[0]);
    const least = field === 'padding' || field === 'outputPadding' ? 0 : 1;
    const fits = n => Number.isFinite(n) && (bias || Number.isInteger(n) && n >= least && n <= 64);
    if (numbers.length === count && numbers.every(fits))
      return field === 'outputSize' ? sized(from, numbers, text) : {...from, [field]: numbers};
    say(`${field.replace(/[A-Z]/, letter => ' ' + letter.toLowerCase())} is "${text}"; give one ${bias ? 'number' : `whole number from ${least} to 64`}${count > 1 ? `, or ${count} with commas between` : ''}.`);
    return null;
  }

  /** Whether settings are possible; says why not. */
  function possible(next) {
    const why = problem(next);
    say(why && `Not possible: ${why}`);
    return !why;
  }

  function edit(cell, start) {
    if (!cell.classList.contains('editable') || cell.querySelector('input')) return;
    stop();
    const values = cell.dataset.kind === 'input' ? 'x' : 'w', index = Number(cell.dataset.index), field = document.createElement('input');
    field.value = start === undefined ? op[values][index] : start;
    field.setAttribute('aria-label', names[cell.dataset.kind](index));
    field.inputMode = 'decimal';
    cell.classList.add('editing');
    cell.append(field);
    field.focus();
    if (start === undefined) field.select();
    let open = true;
    const end = commit => {
      if (!open) return;
      open = false;
      const value = Number(field.value.trim().replace('\u2212', '-')), good = field.value.trim() !== '' && Math.abs(value) <= 3.4e38;
      field.remove();
      cell.classList.remove('editing');
      say(commit && !good ? `"${field.value}" is not a number that fits; type one such as 1.5 or -2.` : '');
      if (commit && good) {
        op[values][index] = value;
        fill();
      }
      choose(cell.dataset.kind, index);
    };
    field.addEventListener('blur', () => end(true));
    field.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      end(event.key === 'Enter');
      cell.focus();
    });
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    get('play').textContent = 'Play';
  }

  function go(to) {
    choose('output', Math.max(0, Math.min(m.rows.length - 1, to)));
  }
  const position = () => Number(get('position').value);

  /** Into the address goes all that differs from the example, so that it can be kept and sent: at rest, for browsers ignore more than a few a second. */
  function keep() {
    clearTimeout(kept);
    kept = setTimeout(() => {
      const source = copy(data.presets[preset]), set = new URLSearchParams({preset: source.id, select: chosen.kind, position: chosen.index});
      for (const field of [...Object.keys(LISTS), 'x', 'w'])
        if (String(op[field]) !== String(source[field])) set.set(field, op[field].join(','));
      try {
        history.replaceState(null, '', '#' + set.toString().replaceAll('%2C', ','));
      } catch (refused) {
        // A browser may forbid it for a local file; the page works without.
      }
    }, 300);
  }

  function restore() {
    const set = new URLSearchParams(location.hash.slice(1)), found = data.presets.findIndex(each => each.id === set.get('preset'));
    preset = found < 0 ? data.start : found;
    const source = copy(data.presets[preset]);
    let next = source;
    for (const field of ['x', 'w']) {
      const numbers = set.has(field) ? set.get(field).split(',').map(Number) : [];
      if (numbers.length === next[field].length && numbers.every(Number.isFinite)) next[field] = numbers;
    }
    for (const field of Object.keys(LISTS)) if (set.has(field)) next = next && typed(next, field, set.get(field));
    if (!next || !possible(next)) next = source;
    const kind = ['output', 'input', 'weight'].includes(set.get('select')) ? set.get('select') : data.select;
    const index = set.has('position') ? Number(set.get('position')) : found < 0 ? data.position : 0;
    chosen = {kind, index: Number.isInteger(index) && index >= 0 ? index : 0};
    present(next);
  }

  function present(next) {
    get('preset').value = preset;
    get('explanation').textContent = data.presets[preset].explanation;
    show(next);
  }

  data.presets.forEach((each, i) => get('preset').add(new Option(each.title, i)));
  get('preset').addEventListener('change', () => {
    stop();
    say('');
    preset = Number(get('preset').value);
    chosen = {kind: 'output', index: 0};
    present(copy(data.presets[preset]));
  });
  for (const field of document.querySelectorAll('fieldset input'))
    field.addEventListener('change', () => {
      stop();
      const next = typed(op, field.name, field.value), good = next !== null && possible(next);
      field.setAttribute('aria-invalid', String(!good));
      if (good) show(next);
    });
  get('position').addEventListener('input', () => { stop(); go(position()); });
  get('first').addEventListener('click', () => { stop(); go(0); });
  get('back').addEventListener('click', () => { stop(); go(position() - 1); });
  get('forward').addEventListener('click', () => { stop(); go(position() + 1); });
  get('last').addEventListener('click', () => { stop(); go(m.rows.length - 1); });
  get('play').addEventListener('click', () => {
    if (timer) {
      stop();
      return;
    }
    get('play').textContent = 'Pause';
    if (position() === m.rows.length - 1) go(0);
    timer = setInterval(() => { if (position() === m.rows.length - 1) stop(); else go(position() + 1); }, STEP_MILLIS);
  });

  const panes = get('panes');
  const cellOf = event => event.target.closest('td');
  panes.addEventListener('pointerover', event => {
    const cell = cellOf(event);
    if (cell && cell.dataset.kind && !timer) light({kind: cell.dataset.kind, index: Number(cell.dataset.index)});
  });
  panes.addEventListener('pointerleave', () => light(chosen));
  panes.addEventListener('focusin', event => {
    const cell = cellOf(event);
    if (!cell || event.target !== cell) return;
    cell.closest('table').querySelectorAll('td').forEach(each => { each.tabIndex = each === cell ? 0 : -1; });
    if (cell.dataset.kind) {
      stop();
      choose(cell.dataset.kind, Number(cell.dataset.index));
    }
  });
  panes.addEventListener('click', event => { const cell = cellOf(event); if (cell && event.target === cell) cell.focus(); });
  panes.addEventListener('dblclick', event => { const cell = cellOf(event); if (cell) edit(cell); });
  panes.addEventListener('keydown', event => {
    const cell = cellOf(event);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const table = cell.closest('table'), by = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
    const row = cell.parentElement.rowIndex;
    if (by) {
      const next = table.rows[row + by[0]] && table.rows[row + by[0]].cells[cell.cellIndex + by[1]];
      if (next) next.focus();
    } else if (event.key === 'Home' || event.key === 'End') {
      table.rows[row].cells[event.key === 'Home' ? 0 : table.rows[row].cells.length - 1].focus();
    } else if (event.key === 'Enter' || event.key === 'F2') {
      edit(cell);
    } else if (/^[-0-9.]$/.test(event.key)) {
      edit(cell, event.key);
    } else {
      return;
    }
    event.preventDefault();
  });

  const canvas = get('matrix');
  /** The row at the pointer, or the column above an input that no output takes. */
  const rowAt = event => {
    const at = canvas.getBoundingClientRect();
    return Math.max(0, Math.min(m.rows.length - 1, Math.floor((event.clientY - at.top) / at.height * m.rows.length)));
  };
  canvas.addEventListener('pointermove', event => { if (!timer) light({kind: 'output', index: rowAt(event)}); });
  canvas.addEventListener('pointerleave', () => light(chosen));
  canvas.addEventListener('click', event => { stop(); choose('output', rowAt(event)); });
  canvas.addEventListener('keydown', event => {
    const by = {ArrowUp: ['output', -1], ArrowDown: ['output', 1], ArrowLeft: ['input', -1], ArrowRight: ['input', 1]}[event.key];
    if (!by) return;
    stop();
    const count = by[0] === 'output' ? m.rows.length : op.x.length;
    choose(by[0], chosen.kind === by[0] ? Math.max(0, Math.min(count - 1, chosen.index + by[1])) : 0);
    event.preventDefault();
  });
  dark.addEventListener('change', () => draw(chosen));
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    show(op);
  });
  addEventListener('hashchange', () => { stop(); say(''); restore(); });
  restore();
})();
