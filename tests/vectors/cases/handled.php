<?php
// The user's own handler has it.
set_exception_handler(function (Throwable $e): void {
    echo 'sorry: ', $e->getMessage(), "\n";
});
throw new InvalidArgumentException('amount', 422);
