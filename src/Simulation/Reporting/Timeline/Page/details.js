/** Tells the chosen step in words: what a person reads below the picture, and a screen reader says. */
function tellStep(element, pane, lineKinds) {
  const { run, chosen: step } = pane;
  element.replaceChildren();
  const add = (tag, text, className = "") => {
    const child = element.appendChild(document.createElement(tag));
    child.textContent = text;
    child.className = className;
    return child;
  };
  if (step < 0) {
    add("p", "Choose a step with the arrow keys or a click. Press ? for keys and signs.", "muted");
    return;
  }
  const lane = run.laneOfStep(step);
  add("h3", `Step ${step}, ${run.secondsOf(step)} s, ${run.hosts[lane.host]}: ${run.methodOfStep(step)}`);
  if (step === run.fail) {
    add("p", `Fails: ${run.message.split("\n")[0]}`, "s-fails");
  }
  for (let i = run.lineStart[step]; i < run.lineStart[step + 1]; i++) {
    const kind = lineKinds[run.lineOf[i]];
    add("p", kind === "log" ? run.lines[i] : `${kind}: ${run.lines[i]}`, "log");
  }
  if (run.overtakes.has(step)) {
    const overtaken = run.overtakes.get(step);
    const line = add("p", `Runs before its turn (pick ${run.picks[step]} of ${run.ready[step]} ready)${overtaken < 0 ? "" : ", before "}`, "s-departs");
    link(line, pane, overtaken);
  }
  messagesOf(run, step).forEach(text => add("p", text));
  timersOf(run, step).forEach(text => add("p", text));
  run.touch.filter(touch => touch.step === step).forEach(touch => add("p", `${touch.isWrite ? "Changes" : "Reads"} ${touch.name}.`));
  run.span.filter(span => span.first <= step && step <= span.last)
    .forEach(span => add("p", `Meanwhile: ${span.host < 0 ? "" : `${run.hosts[span.host]} is `}${span.text}.`, "s-fault"));
  const context = add("p", `Task ${lane.name}; ${run.ready[step]} ready, pick ${run.picks[step]}. Scheduled by `, "muted");
  if (run.parents[step] < 0) {
    context.append("the simulation.");
  } else {
    link(context, pane, run.parents[step]);
  }
}

function link(element, pane, step) {
  if (step < 0) {
    return;
  }
  const button = element.appendChild(document.createElement("button"));
  button.className = "link";
  button.textContent = `step ${step}`;
  button.addEventListener("click", () => pane.choose(step));
}

function messagesOf(run, step) {
  return run.messagesIn(step, step).filter(message => message.from === step || message.to === step).map(message => {
    const what = message.what || `${message.bytes} bytes`;
    const late = message.late > 0 ? `, ${+(message.late / 1e4).toFixed(3)} ms late` : "";
    if (message.to < 0) {
      return `To ${run.hosts[message.target]}: ${what}, ${NOTES[message.note]}.`;
    }
    return message.from === step
      ? `To ${run.hosts[message.target]}: ${what}, there in step ${message.to}${late}.`
      : `From ${run.hosts[message.source]}: ${what}, sent in step ${message.from}${late}.`;
  });
}

function timersOf(run, step) {
  return run.timer.filter(timer => timer.setIn === step || timer.end === step).map(timer => {
    const due = `${(timer.due / 1e7).toFixed(6)} s`;
    if (timer.setIn === step) {
      return `Sets a timer for ${due}: ${timer.end < 0 ? "it never fires" : timer.fired ? `fires in step ${timer.end}` : `canceled in step ${timer.end}`}.`;
    }
    return timer.fired ? `A timer for ${due} fires, set in step ${timer.setIn}.` : `Cancels the timer for ${due} that step ${timer.setIn} set.`;
  });
}
