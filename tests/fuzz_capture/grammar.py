"""grammar -- random programs: statements, and the functions that hold them.

Functions, generators and methods are numbered, and call only those with a higher
number; loops are short, and each call takes fuel.  So every program ends.
"""
import dataclasses
import random

import calls
from program import Block, Statement, line

CATCHABLE = ("Throwable", "Exception", "Error", "E1", "E2", "E3", "E4", "E5", "I1", "I2", "RuntimeException",
             "NotLoaded", "E1 | E4", "NotLoaded | I2", "E3 | I1", "ErrorException")
FUNCTIONS = 7
DEPTH = 4


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a statement stands, and so what it may say."""
    callee: int = 0           # the first function that may be called
    depth: int = 0
    loops: int = 0            # that may be left from here: a finally block may not be jumped out of
    yields: bool = False
    caught: bool = False      # $e holds what a catch took
    is_main: bool = False

    def inner(self, **changes):
        return dataclasses.replace(self, depth=self.depth + 1, **changes)

    def closure(self, yields=False, caught=False):
        """The body of a function that is written here."""
        return self.inner(loops=0, yields=yields, caught=caught, is_main=False)


class Grammar:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.calls = calls.Calls(self)
        # each program likes some things and not others: so rare ones meet
        self.weights = {make: weight * self.random.choice((0, 1, 1, 2, 4)) for make, weight in self._statements()}

    def program(self):
        """A Block: functions, a class, main code."""
        block = Block()
        for number in range(FUNCTIONS):
            block.statements += [self._function(number), self._generator(number)]
        block.statements.append(self._class())
        block.statements += self._main()
        return block

    # -- functions ---------------------------------------------------------------------------------------------

    def _function(self, number):
        body = self.block(Place(callee=number + 1), self.random.randint(1, 4))
        return Statement([f"function f{number}($x = 1) {{ if (!goes_on()) return 0;", body, f"return {number}; }}"])

    def _generator(self, number):
        body = self.block(Place(callee=number + 1, yields=True), self.random.randint(1, 4))
        return Statement([f"function g{number}($x = 1) {{ if (!goes_on()) return 0; yield 0;", body, "}"])

    def _class(self):
        parts = ["class K {"]
        for number in range(FUNCTIONS):
            kind = "static function s" if number % 2 else "function m"
            parts += [f"public {kind}{number}($x = 1) {{ if (!goes_on()) return 0;",
                      self.block(Place(callee=number + 1), self.random.randint(0, 3)), "return 1; }"]
        return Statement([*parts, "}"])

    def _main(self):
        """Most of its statements let the script go on, whatever they throw."""
        place = Place(is_main=True)
        statements = []
        for _ in range(self.random.randint(2, 8)):
            guarded = self.random.random() < 0.6
            statement = self._statement(place.inner() if guarded else place)
            statements.append(Statement(["try {", Block([statement]), "} catch (Throwable $e) {",
                                         self.block(place.inner(caught=True), self.random.choice((0, 0, 0, 1))), "}"])
                              if guarded else statement)
        return [*statements, self._statement(place)]

    # -- blocks ------------------------------------------------------------------------------------------------

    def block(self, place, count=None):
        if count is None:
            count = self.random.choice((0, 1, 1, 2, 2, 3)) if place.depth < DEPTH else 1
        return Block([self._statement(place) for _ in range(count)])

    def _statement(self, place):
        if place.depth >= DEPTH:
            make = self.random.choice((self._throw, self._call, self._throw_again, self._keep, self._yield))
            return make(place)
        makers, weights = zip(*self.weights.items())
        if not any(weights):
            return self._throw(place)
        return self.random.choices(makers, weights)[0](place)

    def _statements(self):
        return ((self._throw, 6), (self._throw_again, 3), (self._try, 12), (self._call, 10), (self._callback, 4),
                (self._loop, 3), (self._leave, 2), (self._if, 3), (self._keep, 2), (self._owner, 5), (self._drop, 2),
                (self._magic, 3), (self._generator_use, 3), (self._yield, 4), (self._fiber, 3), (self._suspend, 2),
                (self._handler, 2), (self._shutdown, 1), (self._exit, 1), (self._error_handler, 1), (self._warn, 1),
                (self._include, 1), (self._weak, 1), (self._swallow, 1), (self._temporaries, 3), (self._autoload, 1))

    # -- throwing and catching -----------------------------------------------------------------------------------

    def throwable(self, place):
        """An expression."""
        code = self.random.choice((500, 500, 500, 500, 7))
        name = self.random.choice(("E1", "E1", "E2", "E3", "E4", "E5"))
        previous = ", $e" if place.caught and self.random.random() < 0.5 else ""
        if self.random.random() < 0.15:
            return f"made({code}{previous})"
        return f"new {name}({code}{previous})"

    def _throw(self, place):
        if self.random.random() < 0.2:
            return line(f"$v = $nothing ?? throw {self.throwable(place)};")
        return line(f"throw {self.throwable(place)};")

    def _throw_again(self, place):
        if not place.caught or self.random.random() < 0.2:
            return line("throw kept(500);", ["throw new E2(500);"])
        return line(self.random.choice(("throw $e;", "throw $e;", "throw $e->getPrevious() ?? $e;")), ["throw $e;"])

    def _try(self, place):
        inner = place.inner()
        parts = ["try {", self.block(inner)]
        clauses = self.random.choice(((1, False), (1, False), (2, False), (1, True), (0, True), (0, True), (3, True)))
        for _ in range(clauses[0]):
            variable = " $e" if self.random.random() < 0.85 else ""
            caught = place.caught or bool(variable)
            parts += [f"}} catch ({self.random.choice(CATCHABLE)}{variable}) {{",
                      self.block(place.inner(caught=caught))]
        if clauses[1]:
            parts += ["} finally { $GLOBALS['passages']++;", self.block(place.inner(loops=0)), "$GLOBALS['passages']--;"]
        return Statement([*parts, "}"])

    def _keep(self, place):
        if place.caught:
            return line(self.random.choice((
                "keep($e);", "unset($e);", "$e = null;", "$other = $e;",
                "if ($e instanceof E1) $e->held = new D(fn() => " + self.calls.call(place) + ");",
                "if ($e instanceof E3) $e->held = $e;")))
        return line("$made = " + self.throwable(place) + ";")

    # -- control flow --------------------------------------------------------------------------------------------

    def _if(self, place):
        inner = place.inner()
        return Statement(["if (chance()) {", self.block(inner), "} else {", self.block(inner), "}"])

    def _loop(self, place):
        body = self.block(place.inner(loops=place.loops + 1))
        head = self.random.choice((
            f"for ($i{place.depth} = 0; $i{place.depth} < 2; $i{place.depth}++) {{",
            "foreach ([1, 2] as $v) {",
            f"foreach ([new D(fn() => {self.calls.call(place)}), 2] as $v) {{",
            f"foreach ({self.calls.generator(place)} as $v) {{",
            f"foreach (new M(fn() => {self.calls.call(place)}) as $v) {{",
            f"foreach (new Steps(fn() => {self.calls.call(place)}, {self.random.randrange(5)}) as $k => $v) {{",
            f"while (goes_on() && chance() && {self.calls.call(place)} !== null) {{",
            f"switch ({self.calls.call(place)}) {{ default:"))
        return Statement([head, body, "}"])

    def _leave(self, place):
        if place.loops and self.random.random() < 0.7:
            depth = self.random.randint(1, place.loops)
            return line(f"{self.random.choice(('break', 'continue'))} {depth};")
        if place.is_main and self.random.random() < 0.8:
            return self._call(place)
        value = self.random.choice(("1", "$x ?? 1", self.calls.call(place)))
        return line(f"return {value};", ["return 1;"])

    def _exit(self, place):
        if self.random.random() < 0.6:
            return self._throw(place)
        return line(f"if (may_exit()) exit({self.random.randrange(3)});")

    # -- calls and objects ---------------------------------------------------------------------------------------

    def _call(self, place):
        expression = self.calls.call(place)
        return line(f"$v = {expression};", [f"$v = {self.calls.plain(place)};"])

    def _callback(self, place):
        head, tail = self.calls.callback(place)
        return Statement([head, self.block(place.closure()), tail])

    def _temporaries(self, place):
        return line(f"$v = {self.calls.temporaries(place)};")

    def _owner(self, place):
        """An object that runs code when it dies."""
        head, tail = self.random.choice((
            ("$o = new D(function ($x) {", "});"), ("$o = new D(function ($x) {", "}, true);"),
            ("$v = 1; $o2 = new D(function ($x) use ($v) {", "});"), ("new D(function ($x) {", "});"),
            ("(new D(function ($x) {", "}))->own();"),
            ("f6(new D(function ($x) {", "}));") if place.callee <= 6 else ("new D(function ($x) {", "});")))
        return Statement([head, self.block(place.closure()), tail])

    def _drop(self, _place):
        return line(self.random.choice((
            "unset($o);", "$o = 1;", "$o2 = $o = null;", "array_pop($GLOBALS['owned']);", "gc_collect_cycles();",
            "$GLOBALS['kept'] = [];", "array_pop($GLOBALS['kept']);", "unset($g);", "$fb = null;", "$v = null;",
            "$o = [$o ?? null, $GLOBALS['owned']];")))

    def _magic(self, place):
        use = self.random.choice(calls.MAGIC)
        return Statement(["$m = new M(function ($x) {", self.block(place.closure()), f"}}); {use}"])

    # -- generators and fibers -----------------------------------------------------------------------------------

    def _yield(self, place):
        if not place.yields:
            return self._call(place)
        return line(self.random.choice((
            "yield 1;", "$v = yield 2;", f"yield {self.calls.call(place)};",
            f"$v = yield from {self.calls.generator(place)};", f"yield from {self.calls.generator(place)};",
            f"yield from new Steps(fn() => {self.calls.call(place)}, {self.random.randrange(5)});",
            "yield from [1, 2];")))

    def _generator_use(self, place):
        if self.random.random() < 0.3:
            return Statement(["$g = (function ($x) {", self.block(place.closure(yields=True)), "yield 3; })(1);"])
        step = self.random.choice((
            "$g->current();", "$g->next();", "$g->next();", "$g->send(1);", "$g->rewind();", "$g->valid();",
            # what a generator throws before it has begun, the engine hides behind the one that is thrown in
            f"$g->valid(); $g->throw({self.throwable(place)});", f"$g->valid(); $g->throw({self.throwable(place)});",
            "$g->getReturn();",
            "foreach ($g as $v) { if (chance()) break; }", "foreach ($g as $v);"))
        return line(f"$g ??= {self.calls.generator(place)}; {step}", [f"$g = {self.calls.generator(place)};", step])

    def _fiber(self, place):
        if self.random.random() < 0.5:
            return Statement(["$fb = new Fiber(function ($x) {", self.block(place.closure()),
                              "}); $fb->start(1);"])
        step = self.random.choice((
            "$fb->resume(1);", "$fb->resume(1);", f"$fb->throw({self.throwable(place)});", "$fb->getReturn();",
            "while ($fb->isSuspended() && goes_on()) $fb->resume();"))
        return line(f"if (isset($fb) && !$fb->isTerminated()) {step}", [step])

    def _suspend(self, _place):
        return line("if (Fiber::getCurrent()) Fiber::suspend(1);")

    # -- the script's end ----------------------------------------------------------------------------------------

    def _handler(self, place):
        if self.random.random() < 0.2:
            return line("restore_exception_handler();")
        head = self.random.choice(("handle(function ($e) { seen('handler', $e);",
                                   "handle(function (Throwable $e) { seen('handler', $e);",
                                   "handle(function () { seen('handler', func_get_arg(0));"))
        use = "" if "func_get_arg" in head else " use ($e)"
        count = self.random.choice((0, 0, 0, 1, 1, 2))
        return Statement([f"{head} (function (){use} {{", self.block(place.closure(caught=bool(use)), count), "})(); });"])

    def _shutdown(self, place):
        return Statement(["register_shutdown_function(function () { (function () {", self.block(place.closure()),
                          "})(); });"])

    # -- the rest ------------------------------------------------------------------------------------------------

    def _error_handler(self, place):
        if self.random.random() < 0.2:
            return line("restore_error_handler();")
        throws = self.random.choice(("throw new ErrorException('#' . ++$GLOBALS['serial'] . '/500', 500);",
                                     f"throw {self.throwable(place.closure())};", "return true;",
                                     "return false;"))
        return line(f"set_error_handler(function ($level, $text) {{ {throws} }});", ["set_error_handler(fn() => 1);"])

    def _warn(self, place):
        return line(self.random.choice((
            "$v = $undefined . 'x';", "$v = @$undefined[1];", "trigger_error('w', E_USER_WARNING);",
            "@trigger_error('w', E_USER_NOTICE);", "$v = [] . 'x';", "$v = @f6($undefined, [] . '');",
            f"$v = @{self.calls.call(place)};")))

    def _include(self, place):
        if self.random.random() < 0.5:
            return line(f"$v = eval('return {self.calls.plain(place)};');", [f"$v = {self.calls.plain(place)};"])
        return Statement(["$GLOBALS['included'] = function ($x) {", self.block(place.closure()),
                          "}; include __DIR__ . '/included.php';"])

    def _autoload(self, place):
        if self.random.random() < 0.5:
            return line("$v = " + self.random.choice((
                "class_exists('NotLoaded');", "is_callable('NotLoaded::x');", "new NotLoaded;", "NotLoaded::X;",
                "$v instanceof NotLoaded;")))
        return Statement(["spl_autoload_register(function ($name) {",
                          self.block(place.closure(), 1), "});"])

    def _weak(self, place):
        if not place.caught:
            return line("gc_collect_cycles();")
        return line(self.random.choice((
            "$w = WeakReference::create($e);", "$map ??= new WeakMap; $map[$e] = 1;",
            f"$map ??= new WeakMap; $map[$e] = new D(fn() => {self.calls.call(place)});", "gc_collect_cycles();")),
                    ["gc_collect_cycles();"])

    def _swallow(self, place):
        """C code that clears what its callback threw, or does not."""
        clears = self.random.choice(("true", "false"))
        return Statement(["Branch::$code = function ($x) {", self.block(place.closure()),
                          f"}}; foreach (new RecursiveIteratorIterator(new Branch([[1], 2], {clears}), 1, "
                          f"{16 if clears == 'true' else 0}) as $v) {{", self.block(place.inner(loops=place.loops + 1)),
                          "}"])
