--TEST--
A generator throws that is destroyed on the way out: reported where the engine misses the catch and a handler has it, and only there
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
/* Which of them it is depends on the release. */
function told(string $code): void
{
    $run = child("set_exception_handler(function () { echo 'given'; });
        function numbers() {
            try {
                yield 1;
            } finally {
                throw new RuntimeException('no money', 500);
            }
        }
        $code");
    echo count($run['events']) === ($run['out'] === 'given' ? 1 : 0) ? "as it was\n" : "wrong\n";
}
told('function pay() {
        $numbers = numbers();
        $numbers->current();
        throw new LogicException("no log");
    }
    try {
        pay();
    } catch (Exception) {
    }');
told('function pay() {
        $numbers = numbers();
        $numbers->current();
    }
    try {
        pay();
    } catch (Exception) {
    }');
?>
--EXPECT--
as it was
as it was
