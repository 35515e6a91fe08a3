<?php
// An error that nobody handles.
trigger_error('stock is negative', E_USER_ERROR);
