--TEST--
An error handler that throws makes an exception of a warning
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
set_error_handler(function ($severity, $message, $file, $line) {
    throw new ErrorException($message, 500, $severity, $file, $line);
});
function read() {
    return file_get_contents('/does/not/exist');
}
read();
PHP);
?>
--EXPECTF--
ErrorException 500, fatal: file_get_contents(/does/not/exist): Failed to open stream: No such file or directory, in %s
