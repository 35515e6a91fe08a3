<?php

try {
    throw new RuntimeException('caught while preloading', 10012);
} catch (RuntimeException) {
}

function preloaded(): void
{
    throw new RuntimeException('from preloaded code', 10013);
}
