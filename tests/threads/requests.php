<?php
require_once __DIR__ . '/kinds.php';
serve($number);
