<?php
// Reports an error so many times; prints the seconds that one took.

function order(int $number): never
{
    throw new RuntimeException("order $number cannot be paid", 10012);
}

$count = (int) $argv[1];
$started = hrtime(true);
for ($i = 0; $i < $count; $i++) {
    try {
        order($i);
    } catch (RuntimeException $e) {
        errnotice_report($e);
    }
}
printf('%.9f', (hrtime(true) - $started) / 1e9 / $count);
