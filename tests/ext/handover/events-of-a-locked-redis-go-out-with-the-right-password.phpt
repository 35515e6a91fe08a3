--TEST--
A Redis with a user and a password is used as the URL says
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
redis('ACL', 'SETUSER', 'reporter', 'on', '>p@ss/word', '~errnotice:*', '+auth', '+ping', '+xadd', '+xlen');
$result = child('throw new Exception("no money", 500);',
    ['redis' => "unix://reporter:p%40ss%2Fword@$socket", 'display_errors' => '0']);
tell($result['events']);
redis('ACL', 'DELUSER', 'reporter');
?>
--EXPECT--
Exception 500, fatal: no money, in case.php
