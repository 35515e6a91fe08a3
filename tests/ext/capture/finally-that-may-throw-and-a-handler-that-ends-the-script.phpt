--TEST--
Past a finally block that may throw, with a handler that exits or throws: reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
set_exception_handler(function ($e) {
    exit;
});
try {
    throw new RuntimeException('no money', 500);
} finally {
    if (!isset($e)) {
        $log = 1;
    } else {
        throw new LogicException('no log');
    }
}
PHP);
check(<<<'PHP'
set_exception_handler(function ($e) {
    throw new LogicException('handler failed', 500);
});
try {
    throw new RuntimeException('no money', 500);
} finally {
    if (!isset($e)) {
        $log = 1;
    } else {
        throw new LogicException('no log');
    }
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
LogicException 500, fatal: handler failed, in case.php::{closure}
RuntimeException 500, handler: no money, in case.php
