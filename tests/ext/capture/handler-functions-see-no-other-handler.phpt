--TEST--
set_exception_handler() tells of no handler that is not the application's
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
var_dump(set_exception_handler(null), set_error_handler(null), error_get_last());
set_exception_handler(function ($e) {
    var_dump(error_get_last());
});
register_shutdown_function(function () {
    var_dump(error_get_last());
});
throw new RuntimeException('no money', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
