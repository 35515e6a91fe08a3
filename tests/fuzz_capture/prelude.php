<?php
/*
 * What every random program has at hand.  Its log is its truth: what the user's
 * exception handler was given, and, from the engine itself, each "Uncaught".
 *
 * A throwable of ours says in its message which it is and what its code is: #3/500.
 */

$serial = 0;  // of the last throwable
$coins = 1;   // what chance() goes by
$fuel = 150;  // calls, so that every program ends
$kept = [];   // throwables that outlive their catch
$owned = [];  // objects that outlive their function
$numbers = [1, 2];
$included = null;
$handles = false; // a handler was set
$handled = false; // and called
$passages = 0;    // finally blocks and destructors that run
$is_cut = false;  // exit was called in one of them

interface I1 extends Throwable {}
interface I2 extends Throwable {}

trait Numbered
{
    public $held;

    public function __construct($code, $previous = null)
    {
        parent::__construct('#' . ++$GLOBALS['serial'] . "/$code", $code, $previous instanceof Throwable ? $previous : null);
    }
}

class E1 extends Exception { use Numbered; }
class E2 extends E1 implements I1 {}
class E3 extends RuntimeException implements I2 { use Numbered; }
class E4 extends Error implements I1 { use Numbered; }
class E5 extends E4 implements I2 {}

/* All that come from here were made at one place. */
function made($code, $previous = null)
{
    return new E1($code, $previous);
}

function kept($code)
{
    return $GLOBALS['kept'] ? array_pop($GLOBALS['kept']) : new E2($code);
}

/* The same in every run. */
function chance($in = 2)
{
    $GLOBALS['coins'] = ($GLOBALS['coins'] * 1103515245 + 12345) & 0x7fffffff;
    return ($GLOBALS['coins'] >> 8) % $in === 0;
}

function goes_on()
{
    return --$GLOBALS['fuel'] > 0;
}

/*
 * What a handler keeps, or ends the script with, never dies.  Where up to 8.3 a destructor threw while the stack
 * unwound, nobody but its death can say that it was not caught.
 */
function may_keep()
{
    return !$GLOBALS['handled'] || !D::$has_run;
}

/*
 * And where there is a handler, or comes to be one while exit unwinds the stack, nobody can say that it did not have
 * one that lives, but exit ended it on its way.
 */
function may_exit()
{
    $may = may_keep() && ($GLOBALS['handled'] || !$GLOBALS['handles'] || $GLOBALS['passages'] === 0);
    $GLOBALS['is_cut'] = $GLOBALS['is_cut'] || $may && $GLOBALS['passages'] > 0;
    return $may;
}

function keep($throwable)
{
    if (may_keep()) {
        $GLOBALS['kept'][] = $throwable;
    }
}

function handle($handler)
{
    if ($GLOBALS['is_cut'] && !$GLOBALS['handled']) {
        return;
    }
    $GLOBALS['handles'] = true;
    set_exception_handler($handler);
}

function seen($by, $throwable)
{
    $GLOBALS['handled'] = true;
    $line = "@$by";
    for (; $throwable; $throwable = $throwable->getPrevious()) {
        $message = $throwable->getMessage();
        $is_ours = preg_match('~^#\d+/\d+$~D', $message);
        $trace = hash('crc32b', $throwable->getTraceAsString());
        $line .= ' ' . ($is_ours ? $message : "-{$throwable->getLine()}-$trace-" . preg_replace('/\s/', '_', $message));
    }
    error_log($line);
}

/*
 * Runs its code when it dies.  Not where the engine would lose what is on its way: in a callback of C code that clears
 * what it throws, and at the end of the script unless it is a global's.
 */
class D
{
    public static $has_run = false;
    public static $is_quiet = false;
    public $self;
    private $is_global = false;

    public function __construct(public $code, $is_in_a_cycle = false)
    {
        $this->self = $is_in_a_cycle ? $this : null;
    }

    public function own()
    {
        $this->is_global = true;
        $GLOBALS['owned'][] = $this;
    }

    public function __destruct()
    {
        $trace = debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS, 2);
        $is_at_the_end = count($trace) === 1 && !isset($trace[0]['file']);
        if (self::$is_quiet || $is_at_the_end && !$this->is_global || !goes_on()) {
            return;
        }
        self::$has_run = true;
        $GLOBALS['passages']++;
        ($this->code)(1);
        $GLOBALS['passages']--;
    }
}

/* Runs its code whenever the engine calls it. */
class M implements ArrayAccess, IteratorAggregate, Countable, JsonSerializable
{
    public function __construct(private $code)
    {
    }

    private function run()
    {
        return goes_on() ? ($this->code)(1) : null;
    }

    public function __get($name) { return $this->run(); }
    public function __set($name, $value) { $this->run(); }
    public function __isset($name) { return (bool) $this->run(); }
    public function __unset($name) { $this->run(); }
    public function __call($name, $arguments) { return $this->run(); }
    public static function __callStatic($name, $arguments) { return $arguments[0](1); }
    public function __invoke(...$arguments) { return $this->run(); }
    public function __toString(): string { $this->run(); return 'm'; }
    public function __clone() { $this->run(); }
    public function __serialize(): array { $this->run(); return []; }
    public function __unserialize(array $data): void { throw new E3(500); }
    public function __debugInfo() { $this->run(); return []; }
    public function offsetExists($offset): bool { return (bool) $this->run(); }
    public function offsetGet($offset): mixed { return $this->run(); }
    public function offsetSet($offset, $value): void { $this->run(); }
    public function offsetUnset($offset): void { $this->run(); }
    public function getIterator(): Iterator { $this->run(); return new ArrayIterator([1, 2]); }
    public function count(): int { $this->run(); return 2; }
    public function jsonSerialize(): mixed { $this->run(); return 1; }
}

/* A tree whose children cannot be had: RecursiveIteratorIterator may swallow that. */
class Branch extends RecursiveArrayIterator
{
    public static $code;

    public function __construct($array, private $is_cleared)
    {
        parent::__construct($array);
    }

    public function getChildren(): ?RecursiveArrayIterator
    {
        $before = D::$is_quiet;
        D::$is_quiet = $before || $this->is_cleared;
        try {
            (self::$code)(1);
        } finally {
            D::$is_quiet = $before;
        }
        return new RecursiveArrayIterator([1]);
    }
}

/* An iterator that runs its code at one of its five steps. */
class Steps implements Iterator
{
    private $at = 0;

    public function __construct(private $code, private $step)
    {
    }

    private function run($step)
    {
        if ($step === $this->step && goes_on()) {
            ($this->code)(1);
        }
    }

    public function rewind(): void { $this->at = 0; $this->run(0); }
    public function valid(): bool { $this->run(1); return $this->at < 2; }
    public function current(): mixed { $this->run(2); return $this->at; }
    public function key(): mixed { $this->run(3); return $this->at; }
    public function next(): void { $this->at++; $this->run(4); }
}
