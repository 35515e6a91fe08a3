--TEST--
Every directive means the same with and without quotes, or is told
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
/* as docs/ini.md shows them */
$values = [
    'enable' => ['1', 'On', 'off', 'yes', 'no'],
    'codes' => ['500', '500,502', '10000-10999', '-5', '42S02', 'ORDER_*', '*', '500 10000-10999'],
    'ignore_codes' => ['404', '400-499'],
    'classes' => ['TypeError', 'App\Order\*', 'TypeError, App\Order\*'],
    'code_from' => ['code', 'code, errorCode, error_code, ::CODE'],
    'ignore_classes' => ['auto', 'auto, App\Expected\*'],
    'boundaries' => ['auto', 'App\Kernel::handle', 'auto, App\Kernel::handle'],
    'app' => ['shop'],
    'environment' => ['production'],
    'release' => ['2026-11-24.1'],
    'redis' => ['redis://127.0.0.1:6379/0', 'unix:///run/redis/redis.sock', 'redis://user:pass@redis.internal:6380/2'],
    'stream' => ['errnotice:events'],
    'stream_limit' => ['100000'],
    'slots' => ['1024'],
    'detail_limit' => ['20'],
    'heartbeat' => ['60s', '0'],
    'timeout' => ['50', '50ms'],
    'spool' => ['/var/spool/errnotice', ''],
    'spool_limit' => ['64M'],
    'trace_frames' => ['20'],
    'request' => ['1', 'Off'],
    'library_paths' => ['/vendor/', '/vendor/,/lib/'],
    'scrub' => ['password,token,@mobile'],
];
$see = <<<'PHP'
$status = errnotice_status();
$values = array_map(fn ($one) => $one['global_value'], ini_get_all('errnotice'));
foreach (['errnotice.enable', 'errnotice.request'] as $flag) {
    $values[$flag] = filter_var($values[$flag], FILTER_VALIDATE_BOOL);
}
echo json_encode([$values, $status['state'], $status['refused'], $status['doubtful']]);
PHP;
foreach ($values as $name => $list) {
    foreach ($list as $value) {
        $unquoted = with_php_ini("errnotice.$name = $value\n", $see);
        $quoted = with_php_ini("errnotice.$name = \"$value\"\n", $see);
        if (json_decode($unquoted['out']) != json_decode($quoted['out']) || $unquoted['err'] !== '') {
            echo "$name = $value, unquoted:\n$unquoted[out]$unquoted[err]\nquoted:\n$quoted[out]\n";
        }
    }
    echo "$name\n";
}
?>
--EXPECT--
enable
codes
ignore_codes
classes
code_from
ignore_classes
boundaries
app
environment
release
redis
stream
stream_limit
slots
detail_limit
heartbeat
timeout
spool
spool_limit
trace_frames
request
library_paths
scrub
