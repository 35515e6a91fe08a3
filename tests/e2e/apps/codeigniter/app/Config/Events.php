<?php

namespace Config;

use App\OrderException;
use CodeIgniter\Events\Events;

Events::on('post_system', static function (): void {
    if (isset($_GET['late'])) {
        throw new OrderException('after the answer', 10017);
    }
});
