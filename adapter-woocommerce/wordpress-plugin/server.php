<?php return '';
