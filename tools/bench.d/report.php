<?php
// Reports an error so many times; prints the median of the seconds that one took.

function order(int $number): never
{
    throw new RuntimeException("order $number cannot be paid", 10012);
}

$count = (int) $argv[1];
$took = [];
for ($i = 0; $i < $count; $i++) {
    $started = hrtime(true);
    try {
        order($i);
    } catch (RuntimeException $e) {
        errnotice_report($e);
    }
    $took[] = hrtime(true) - $started;
}
sort($took);
printf('%.9f', $took[intdiv($count, 2)] / 1e9);
