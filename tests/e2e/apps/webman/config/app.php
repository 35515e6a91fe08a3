<?php

return ['debug' => false, 'error_reporting' => E_ALL, 'controller_suffix' => '', 'controller_reuse' => false];
