<?php

return [
    'commands' => [app\FailCommand::class, app\WorkCommand::class],
];
