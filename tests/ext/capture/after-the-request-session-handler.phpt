--TEST--
A session handler that throws after the request has ended is seen
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (!getenv('TEST_PHP_CGI_EXECUTABLE')) {
    die('skip php-cgi is not there');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
tell(request(<<<'PHP'
class Store implements SessionHandlerInterface {
    function open($path, $name): bool {
        return true;
    }
    function close(): bool {
        return true;
    }
    function read($id): string {
        return '';
    }
    function write($id, $data): bool {
        throw new RuntimeException('no store', 500);
    }
    function destroy($id): bool {
        return true;
    }
    function gc($lifetime): int {
        return 0;
    }
}
session_set_save_handler(new Store, false);
session_start();
$_SESSION['order'] = 7;
PHP, [], ['display_errors' => '0', 'session.cache_limiter' => ''])['events']);
?>
--EXPECT--
RuntimeException 500, fatal: no store, in Store::write
