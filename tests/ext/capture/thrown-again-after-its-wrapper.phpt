--TEST--
Thrown again after its wrapper was caught, it is reported
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
$e = new RuntimeException('no money', 500);
try {
    throw new LogicException('view failed', 0, $e);
} catch (LogicException $wrapper) {
}
set_exception_handler(function ($e) {
    $GLOBALS['kept'] = $e;
});
throw $e;
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
