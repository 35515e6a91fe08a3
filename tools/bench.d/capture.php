<?php
// Does one kind of work so many times; prints the nanoseconds that one took, and whether the JIT is on.

function add(int $number): int
{
    return $number + 1;
}

function calls(int $number): int
{
    for ($i = 0; $i < 100; $i++) {
        $number = add($number);
    }
    return $number;
}

function deep(int $depth, int $code): void
{
    if ($depth > 0) {
        deep($depth - 1, $code);
        return;
    }
    throw new RuntimeException('order cannot be paid', $code);
}

function throws(int $depth, int $code): void
{
    try {
        deep($depth, $code);
    } catch (RuntimeException $e) {
    }
}

[, $kind, $count, $depth, $code] = $argv;
ini_set('zend.exception_ignore_args', '1');
$started = hrtime(true);
for ($i = 0; $i < $count; $i++) {
    $kind === 'calls' ? calls($i) : throws($depth, $code);
}
$took = (hrtime(true) - $started) / $count;
$jit = function_exists('opcache_get_status') ? opcache_get_status(false)['jit']['on'] ?? false : false;
printf('%.3f %d', $took, $jit);
