--TEST--
Without Redis a program ends as without the extension
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
foreach (['unix:///nonexistent/redis.sock', 'redis://127.0.0.1:1/0', 'redis://nonexistent.invalid/0'] as $url) {
    foreach (['exit(3);', 'throw new Exception("no money", 500);'] as $code) {
        check("echo 'before';\n$code", ['redis' => $url, 'timeout' => '50']);
    }
}
?>
--EXPECT--
nothing reported
nothing reported
nothing reported
nothing reported
nothing reported
nothing reported
