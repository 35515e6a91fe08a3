--TEST--
.user.ini gives a directory codes of its own
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (!getenv('TEST_PHP_CGI_EXECUTABLE')) {
    die('skip no php-cgi');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$stream = 'errnotice:test:' . bin2hex(random_bytes(8));
$folder = dirname(case_file('throw new Exception("own", 77);'));
file_put_contents("$folder/.user.ini", "errnotice.codes = \"77\"\nerrnotice.app = \"own\"\n");
$command = str_replace(getenv('TEST_PHP_EXECUTABLE') ?: PHP_BINARY, getenv('TEST_PHP_CGI_EXECUTABLE'), php(true));
putenv('REDIRECT_STATUS=200');
putenv("SCRIPT_FILENAME=$folder/case.php");
putenv('GATEWAY_INTERFACE=CGI/1.1');
putenv('REQUEST_METHOD=GET');
putenv("DOCUMENT_ROOT=$folder");
$words = words(['codes' => '500', 'redis' => getenv('ERRNOTICE_TEST_REDIS'), 'stream' => $stream, 'timeout' => '2000']);
run("$command $words");
unlink("$folder/.user.ini");
foreach (events($stream) as $event) {
    echo "$event[app] $event[code] $event[sapi] $event[message]\n";
}
redis('DEL', $stream);
?>
--EXPECT--
own 77 cgi-fcgi own
