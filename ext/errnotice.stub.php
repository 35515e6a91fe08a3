<?php

/** @generate-function-entries */

/** What state the extension is in, in words and numbers. */
function errnotice_status(): array {}

/** Reports an error that the application handled; true if it is configured to be reported and was taken. */
function errnotice_report(Throwable $e): bool {}
