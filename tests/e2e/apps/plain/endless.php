<?php

final class Endless
{
    public static function loop(): never
    {
        while (true) {
            hash('sha256', 'again');
        }
    }
}

Endless::loop();
