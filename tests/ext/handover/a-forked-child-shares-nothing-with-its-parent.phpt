--TEST--
A forked child shares neither records nor connection with its parent
--EXTENSIONS--
errnotice
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child(<<<'PHP'
errnotice_report(new Exception('parent, before', 500));
try {
    throw new Exception('parent, in flight', 500);
} finally {
    $pid = pcntl_fork();
    if (!$pid) {
        errnotice_report(new Exception('child', 500));
        exit(0);
    }
    pcntl_waitpid($pid, $status);
    errnotice_report(new Exception('parent, after', 500));
}
PHP, ['display_errors' => '0']);
tell($result['events']);
?>
--EXPECT--
Exception 500, report: parent, before, in case.php
Exception 500, fatal: parent, in flight, in case.php
Exception 500, report: child, in case.php
Exception 500, report: parent, after, in case.php
