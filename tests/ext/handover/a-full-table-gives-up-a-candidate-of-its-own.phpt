--TEST--
Where every slot is taken, what the request handled makes room for what nobody handled
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child(<<<'PHP'
for ($i = 0; $i < 8; $i++) {
    errnotice_report(new Exception("waits for Redis $i", 500));
}
for ($i = 0; $i < 8; $i++) {
    try {
        throw new Exception("handled $i", 500);
    } catch (Exception $e) {
        $kept[] = $e;
    }
}
function tell($when)
{
    ['slots' => $slots, 'counters' => $counters] = errnotice_status();
    echo "$when: {$slots['used']} slots used, {$slots['waiting']} wait, {$counters['lost']} lost\n";
}
tell('before');
set_exception_handler(fn() => null);
register_shutdown_function('tell', 'after');
throw new Exception('no money', 500);
PHP, ['redis' => 'unix:///nowhere/redis.sock', 'slots' => '16']);
echo $result['out'], $result['err'];
?>
--EXPECT--
before: 16 slots used, 8 wait, 0 lost
after: 16 slots used, 9 wait, 0 lost
