// Shows a frame, and the value at a point of it: pointed at, moved to with the arrow keys, or named in the address as #x,y or #x,y,frame.
(() => {
  const get = id => document.getElementById(id);
  const figure = get('figure'), picture = get('picture'), point = get('point'), value = get('value');
  const slider = get('frame'), play = get('play');
  let frame = 0, x = size[0] / 2, y = size[1] / 2, timer = 0;
  picture.style.width = size[0] + 'px';

  function text() {
    const row = frames[frame].rows[Math.floor(y / grid)] || [];
    let left = Math.floor(x / grid);
    for (let i = 0; i < row.length; i += 2) {
      if (left < row[i + 1]) return frames[frame].texts[row[i]];
      left -= row[i + 1];
    }
    return '';
  }

  function tell() {
    const name = frames[frame].name;
    value.textContent = [name, text()].filter(Boolean).join(': ') || '\u00a0';
  }

  function show(index) {
    frame = Math.max(0, Math.min(frames.length - 1, index));
    picture.src = frames[frame].src;
    get('caption').textContent = frames[frame].caption;
    if (slider) {
      slider.value = frame;
      slider.setAttribute('aria-valuetext', frames[frame].name);
    }
    tell();
  }

  function move(toX, toY) {
    x = Math.max(0, Math.min(size[0] - 1, toX));
    y = Math.max(0, Math.min(size[1] - 1, toY));
    const shown = picture.clientWidth / size[0];
    point.style.left = x * shown + 'px';
    point.style.top = y * shown + 'px';
    point.style.display = 'block';
    tell();
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    if (play) play.textContent = 'Play';
  }

  figure.addEventListener('pointermove', event => {
    const at = picture.getBoundingClientRect(), shown = at.width / size[0];
    move((event.clientX - at.left) / shown, (event.clientY - at.top) / shown);
  });
  figure.addEventListener('keydown', event => {
    const step = event.shiftKey ? 10 * grid : grid;
    const by = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]}[event.key];
    if (by) {
      move(x + by[0], y + by[1]);
    } else if (event.key === ' ' && play) {
      play.click();
    } else {
      return;
    }
    event.preventDefault();
  });
  if (slider) {
    slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });
    play.addEventListener('click', () => {
      if (timer) {
        stop();
      } else {
        play.textContent = 'Pause';
        timer = setInterval(() => show((frame + 1) % frames.length), millis);
      }
    });
  }
  show(0);
  const asked = location.hash.slice(1).split(',').map(Number);
  if (asked.length > 1 && asked.every(Number.isFinite)) {
    if (asked.length > 2) show(asked[2]);
    move(asked[0], asked[1]);
  }
})();
