<?php

/** What a program may not change. */
echo json_encode([
    ini_set('errnotice.codes', '20000'),
    ini_set('errnotice.redis', 'redis://127.0.0.1:1/0'),
    ini_get('errnotice.codes'),
]);
throw new RuntimeException('as php.ini says', (int) $_GET['code']);
