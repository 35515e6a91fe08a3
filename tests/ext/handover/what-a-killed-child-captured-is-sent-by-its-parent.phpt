--TEST--
What a killed child had captured is sent by its parent
--EXTENSIONS--
errnotice
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child(<<<'PHP'
for ($i = 0; $i < 5; $i++) {
    $pid = pcntl_fork();
    if (!$pid) {
        set_exception_handler(fn () => posix_kill(getmypid(), SIGKILL));
        throw new Exception("number $i", 500);
    }
    pcntl_waitpid($pid, $status);
    echo pcntl_wifsignaled($status) ? 'killed ' : 'not killed ';
}
PHP);
echo $result['out'], "\n";
tell($result['events']);
?>
--EXPECT--
killed killed killed killed killed 
Exception 500, handler: number 0, in case.php
Exception 500, handler: number 1, in case.php
Exception 500, handler: number 2, in case.php
Exception 500, handler: number 3, in case.php
Exception 500, handler: number 4, in case.php
