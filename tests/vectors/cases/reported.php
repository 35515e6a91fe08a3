<?php
// Handled, and told all the same.
function import(): void
{
    try {
        throw new DomainException('row 3 is not valid', 77);
    } catch (DomainException $e) {
        var_dump(errnotice_report($e));
    }
}

import();
