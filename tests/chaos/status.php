<?php

echo json_encode(errnotice_status());
