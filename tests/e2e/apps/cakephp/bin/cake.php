<?php

declare(strict_types=1);

use App\Application;
use Cake\Console\CommandRunner;

require dirname(__DIR__) . '/config/paths.php';

exit((new CommandRunner(new Application(CONFIG), 'cake'))->run($argv));
