--TEST--
error_get_last() in a shutdown function is as without the extension
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
register_shutdown_function(function () {
    var_dump(error_get_last());
});
throw new RuntimeException('no money', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
