"""calls -- expressions that call: the program's functions, through whatever leads to them."""

# what makes the engine call an M's code
MAGIC = (
    "$v = $m->name;", "$m->name = 1;", "$v = isset($m->name);", "unset($m->name);", "$v = $m->name();", "$v = $m(1);",
    "$v = 'a' . $m;", "$v = strlen($m);", "$v = \"$m and $m\";", "$v = clone $m;", "$v = serialize($m);",
    "$v = isset($m[1]);", "$v = $m[1];", "$m[1] = 1;", "unset($m[1]);", "foreach ($m as $v);", "$v = count($m);",
    "$v = json_encode($m);", "$v = json_encode([1, [$m]]);", "$v = iterator_to_array($m);", "$v = [...$m];",
    "$v = $m[1] ?? 2;", "$v = $m->a->b ?? 1;", "$v = M::any($m);", "$v = implode(',', [1, $m]);",
    "$v = array_map($m, [1, 2]);", "$v = in_array('m', [$m]);", "$v = $m == 'm';", "$v = empty($m[1]);",
    "$v = unserialize('O:1:\"M\":0:{}');", "[$v] = $m;", "$v = print_r($m, true);", "$v = sprintf('%s', $m);",
    "$m->list[] = 1;", "$m[1][2] = 3;", "$v = array_sum([1, 2]) . $m;", "$m->n ??= 1;", "$m->n .= 'x';")


class Calls:
    def __init__(self, grammar):
        self.random = grammar.random
        self._grammar = grammar

    def _number(self, place, parity=None):
        """Of something that may be called from here, or None."""
        numbers = [n for n in range(place.callee, 7) if parity is None or n % 2 == parity]
        return self.random.choice(numbers) if numbers else None

    def plain(self, place):
        number = self._number(place)
        return "1" if number is None else f"f{number}(1)"

    def call(self, place):
        """An expression that calls once."""
        number = self._number(place)
        if number is None or self.random.random() < 0.35:
            return self._thrower(place) if self.random.random() < 0.5 else self.plain(place)
        even, odd = self._number(place, 0), self._number(place, 1)
        forms = [f"f{number}($x ?? 0)", f"call_user_func('f{number}', 1)", f"(fn($x) => f{number}($x))(1)",
                 f"array_map('f{number}', [1, 2])", f"f{number}(...)(1)", f"(new ReflectionFunction('f{number}'))->invoke(1)",
                 f"Closure::fromCallable('f{number}')(1)", f"array_filter([1, 2], 'f{number}')",
                 f"iterator_to_array(g{number}(), false)", f"[...g{number}()]", f"g{number}()->current()",
                 f"array_reduce([1, 2], 'f{number}', 1)", f"call_user_func_array('f{number}', [1])",
                 f"preg_replace_callback('/a/', fn($m) => 'b' . f{number}(1), 'aa')",
                 f"iterator_count(new IteratorIterator(g{number}()))", f"array_walk($GLOBALS['numbers'], 'f{number}')",
                 f"iterator_to_array(new CachingIterator(g{number}(), CachingIterator::CALL_TOSTRING))",
                 f"iterator_apply($it = new ArrayIterator([1, 2]), 'f{number}', [1])",
                 f"implode(',', iterator_to_array(new LimitIterator(g{number}(), 0, 2), false))"]
        if even is not None:
            forms += [f"(new K)->m{even}(1)", f"[new K, 'm{even}'](1)", f"(new K)->m{even}(...)(1)",
                      f"(new ReflectionMethod('K', 'm{even}'))->invoke(new K, 1)", f"(clone new K)?->m{even}(1)"]
        if odd is not None:
            forms += [f"K::s{odd}(1)", f"call_user_func('K::s{odd}', 1)", f"call_user_func(['K', 's{odd}'], 1)"]
        return self.random.choice(forms)

    def _thrower(self, place):
        throwable = self._grammar.throwable(place)
        return self.random.choice((f"(fn() => throw {throwable})()", f"(chance() ? 1 : throw {throwable})",
                                   f"match (chance()) {{ true => 1, false => throw {throwable} }}"))

    def generator(self, place):
        number = self._number(place)
        if number is None or self.random.random() < 0.15:
            return f"(function () {{ yield 1; {self._thrower(place)}; yield 2; }})()"
        return f"g{number}(1)"

    def temporaries(self, place):
        """Values that wait while another is made, and so die on the way out."""
        one = f"new D(fn() => {self.call(place)})"
        two, three = self.call(place), self.call(place)
        return self.random.choice((
            f"[{one}, {two}]", f"[{two}, {one}, {three}]", f"['a' => {one}, 'b' => {two}]", f"(array) {one} + [{two}]",
            f"[{one}][0] ?? {two}", f"max(1, [{one}, {two}])", f"array_merge([{one}], [{two}])",
            f"'a' . (string) ({two} ? 'b' : 'c') . json_encode([{three}])", f"new D([{one}, fn() => {two}][1])",
            f"{one} && {two}", f"(object) ['a' => {one}, 'b' => {two}]", f"({one})->code ?? {two}",
            f"str_replace('a', json_encode({two}), json_encode([{one}]))"))

    def callback(self, place):
        """What comes before and behind the body of a closure that C code calls."""
        return self.random.choice((
            ("$v = array_map(function ($x) {", "return 1; }, [1, 2]);"),
            ("$list = [3, 1, 2]; usort($list, function ($a, $b) {", "return $a <=> $b; });"),
            ("$list = [1, 2]; array_walk($list, function ($x) {", "});"),
            ("$v = array_filter([1, 2], function ($x) {", "return true; });"),
            ("$v = call_user_func(function ($x) {", "return 1; }, 1);"),
            ("$v = preg_replace_callback('/a/', function ($m) {", "return 'b'; }, 'aa');"),
            ("(function ($x) {", "})(1);"),
            ("$v = (static function ($x) {", "return 1; })(1);"),
            ("$v = array_reduce([1, 2], function ($sum, $x) {", "return 1; });"),
            ("$v = iterator_to_array(new CallbackFilterIterator(new ArrayIterator([1, 2]), function ($x) {",
             "return true; }));"),
            ("(function ($x) {", "})->call(new K, 1);"),
            ("$v = Closure::bind(function ($x) {", "return 1; }, new K, K::class)(1);")))
