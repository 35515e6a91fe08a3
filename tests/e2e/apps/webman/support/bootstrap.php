<?php

require base_path() . '/vendor/workerman/webman-framework/src/support/bootstrap.php';
