--TEST--
What an error handler throws has the site of the error, however deep the handler is
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
foreach (['export', 'import'] as $method) {
    foreach (['throwing(...)', 'fn (...$error) => forwarding(...$error)'] as $handler) {
        check(<<<PHP
function forwarding(...\$error) {
    throwing(...\$error);
}
function throwing(\$severity, \$message, \$file, \$line) {
    throw new ErrorException('made of an error', 500, \$severity, \$file, \$line);
}
class Order {
    function export() {
        return [1] . '';
    }
    function import() {
        return file_get_contents('/does/not/exist');
    }
}
set_error_handler($handler);
(new Order)->$method();
PHP);
    }
}
check(<<<'PHP'
class Order {
    function refuse() {
        throw new ErrorException('no error', 500);
    }
}
(new Order)->refuse();
PHP);
?>
--EXPECT--
ErrorException 500, fatal: made of an error, in Order::export
ErrorException 500, fatal: made of an error, in Order::export
ErrorException 500, fatal: made of an error, in Order::import
ErrorException 500, fatal: made of an error, in Order::import
ErrorException 500, fatal: no error, in Order::refuse
