--TEST--
What a handler was given is not reported beside what the handler ends the script with, when both hold the one that is configured
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const THROWN = <<<'PHP'
try {
    try {
        throw new RuntimeException('no money', 500);
    } catch (RuntimeException $e) {
        throw new LogicException('no book', 7, $e);
    }
} catch (LogicException $e) {
    throw new DomainException('no order', 7, $e);
}
PHP;
const HANDLER = 'set_exception_handler(function ($order) { $GLOBALS["kept"] = $order; $book = $order->getPrevious(); %s });';

check(sprintf(HANDLER, '') . THROWN);
check(sprintf(HANDLER, 'throw new LogicException("no page", 500, $book);') . THROWN);
check(sprintf(HANDLER, 'try { throw $book; } catch (LogicException) {} throw new LogicException("no page", 500, $book);') . THROWN);
echo "one that holds another:\n";
check(sprintf(HANDLER, 'throw new LogicException("no page", 500);') . THROWN);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
LogicException 500, fatal: no page, in case.php::{closure}
LogicException 500, fatal: no page, in case.php::{closure}
one that holds another:
LogicException 500, fatal: no page, in case.php::{closure}
RuntimeException 500, handler: no money, in case.php
