<?php

/** Throws far more in one request than anybody keeps records of; what is caught is caught. */
$kept = [];
for ($n = 0; $n < 1000; $n++) {
    try {
        throw new RuntimeException("caught {$n}", 10012);
    } catch (RuntimeException $error) {
        if ($n % 3 === 0) {
            $kept[] = $error;
        }
    }
}
throw new RuntimeException('the only one that nobody caught', 10013, $kept[7]);
