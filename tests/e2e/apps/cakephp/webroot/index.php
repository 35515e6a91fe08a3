<?php

declare(strict_types=1);

use App\Application;
use Cake\Http\Server;

require dirname(__DIR__) . '/config/paths.php';

$server = new Server(new Application(CONFIG));
$server->emit($server->run());
