--TEST--
Numbers take the units of their directive and nothing else
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
$tries = [
    'timeout' => ['1', '50ms', '2s', '10000', '10001', '11s', '50 ms', '5.5', '0x10', '', '-50', '99999999999999999999'],
    'heartbeat' => ['0', '60', '60s', '5m', '1h', '25h', '60S', 's'],
    'spool_limit' => ['0', '1024', '64K', '64m', '1G', '64MB', '-1', '9223372036854775807', '9223372036854775807K'],
    'slots' => ['16', '65536', '15', '65537', '1K'],
];
foreach ($tries as $name => $values) {
    foreach ($values as $value) {
        $refused = status_with("errnotice.$name = \"$value\"\n")['refused'];
        echo str_pad($name, 12), str_pad("\"$value\"", 24), $refused ? 'refused' : 'taken', "\n";
    }
}
?>
--EXPECT--
timeout     "1"                     taken
timeout     "50ms"                  taken
timeout     "2s"                    taken
timeout     "10000"                 taken
timeout     "10001"                 refused
timeout     "11s"                   refused
timeout     "50 ms"                 refused
timeout     "5.5"                   refused
timeout     "0x10"                  refused
timeout     ""                      refused
timeout     "-50"                   refused
timeout     "99999999999999999999"  refused
heartbeat   "0"                     taken
heartbeat   "60"                    taken
heartbeat   "60s"                   taken
heartbeat   "5m"                    taken
heartbeat   "1h"                    taken
heartbeat   "25h"                   refused
heartbeat   "60S"                   taken
heartbeat   "s"                     refused
spool_limit "0"                     taken
spool_limit "1024"                  taken
spool_limit "64K"                   taken
spool_limit "64m"                   taken
spool_limit "1G"                    taken
spool_limit "64MB"                  refused
spool_limit "-1"                    refused
spool_limit "9223372036854775807"   taken
spool_limit "9223372036854775807K"  refused
slots       "16"                    taken
slots       "65536"                 taken
slots       "15"                    refused
slots       "65537"                 refused
slots       "1K"                    refused
