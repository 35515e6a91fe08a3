--TEST--
User and password of Redis are shown nowhere
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$socket = preg_replace('/^unix:\/\//', '', getenv('ERRNOTICE_TEST_REDIS'));
$log = dirname(case_file('')) . '/error.log';
foreach (["unix://planted-user:planted-secret@$socket", 'redis://planted-user:planted-secret@127.0.0.1:1/0',
    'redis://planted-user:planted-secret@127.0.0.1:nonsense'] as $url) {
    $result = child(<<<'PHP'
errnotice_report(new Exception('no money', 500));
errnotice_report(new Exception('no money', 500));
print_r(errnotice_status());
phpinfo(INFO_MODULES);
throw new Exception('no money', 500);
PHP, ['redis' => $url, 'error_log' => $log]);
    $all = implode('|', [$result['out'], $result['err'], file_get_contents($log)]);
    preg_match('/\[redis\] => (.*)/', $all, $match);
    echo $match[1], "\n";
    echo substr_count($all, 'planted-user'), ' ', substr_count($all, 'planted-secret'), "\n";
    unlink($log);
}
?>
--EXPECTF--
Redis down, next probe %r(in 1 s|with the next hand-over)%r: AUTH was refused %SWRONGPASS%S: check user and password
0 0
Redis down, next probe %r(in 1 s|with the next hand-over)%r: connect: Connection refused
0 0
nowhere to send to: refused, or more endpoints than one process tree can use
0 0
