<?php
require_once __DIR__ . '/kinds.php';
try {
    while (handle_request('serve')) {
        restore_exception_handler();
    }
} catch (Throwable $e) {
    exit(1);
}
